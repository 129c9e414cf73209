"""Sample papers for the tests: one firm in India, one in Dubai, one in Hamburg."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
from PIL import Image, ImageDraw

from rayafin_desktop.base.money import multiply, to_minor
from rayafin_desktop.paper.invoice import InvoiceLine, InvoicePaper, TaxGroup, TaxHead
from rayafin_desktop.paper.letterhead import Contact, Status
from rayafin_desktop.paper.qr import epc_payload, upi_payload


def logo_png() -> bytes:
    """A drawn logo: three bars on a rounded square."""
    image = Image.new("RGBA", (240, 240), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, 239, 239), 48, fill="#5b5bd6")
    for place, height in enumerate((70, 110, 160)):
        left = 52 + place * 52
        draw.rounded_rectangle((left, 195 - height, left + 34, 195), 8, fill="white")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def invoice_line(
    description: str,
    quantity: str,
    unit: str,
    price: str,
    *,
    code: str = "",
    tax: str = "",
    rate: str = "0",
    discount_minor: int = 0,
) -> InvoiceLine:
    """A line whose net and tax follow from quantity, price and rate in percent."""
    net = to_minor(multiply(Decimal(quantity), Decimal(price))) - discount_minor
    return InvoiceLine(
        description=description,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(price),
        net_minor=net,
        code=code,
        discount_minor=discount_minor,
        tax=tax,
        tax_minor=to_minor(multiply(Decimal(net), Decimal(rate), Decimal("0.01")), 0),
    )


def rayafin(**changes: object) -> Contact:
    contact = Contact(
        name="Rayafin Traders LLP",
        address=("14 Mint Road, Fort", "Mumbai 400001, Maharashtra"),
        tax_id="GSTIN 27AABCR1234A1Z5 · PAN AABCR1234A",
        phone="+91 22 5550 0142",
        email="accounts@rayafin.example",
        logo=logo_png(),
    )
    return replace(contact, **changes)  # type: ignore[arg-type]


def interstate() -> InvoicePaper:
    """The golden invoice: 27,39,853.00 with IGST 5 % and 12 %."""
    lines = (
        invoice_line("Cotton yarn 30s combed", "1200", "kg", "284.50", code="5205", tax="IGST 5%", rate="5"),
        invoice_line(
            "Cotton bales S-6, lot 118", "85", "bale", "26450", code="5201", tax="IGST 5%", rate="5"
        ),
        invoice_line(
            "Freight, Guntur to Mysuru", "1", "trip", "18500", code="9965", tax="IGST 12%", rate="12"
        ),
    )
    groups = (
        TaxGroup(
            label="IGST 5%",
            taxable_minor=258965000,
            heads=(TaxHead(name="IGST", rate="5%", amount_minor=12948250),),
        ),
        TaxGroup(
            label="IGST 12%",
            taxable_minor=1850000,
            heads=(TaxHead(name="IGST", rate="12%", amount_minor=222000),),
        ),
    )
    return InvoicePaper(
        seller=rayafin(),
        buyer=Contact(
            name="Kaveri Spinning Mills",
            address=("22 Industrial Estate", "Mysuru 570016, Karnataka"),
            tax_id="GSTIN 29AAACK5678B1ZP",
        ),
        title="TAX INVOICE",
        number="INV-26-01044",
        issued_on=date(2026, 11, 21),
        due_on=date(2026, 12, 21),
        place_of_supply="29 Karnataka",
        reference="PO 7781 / 12 Nov 2026",
        currency="INR",
        locale="en_IN",
        lines=lines,
        net_minor=260815000,
        tax_groups=groups,
        tax_minor=13170250,
        round_off_minor=50,
        total_minor=273985300,
        bank=("HDFC Bank, Fort branch", "A/c 5020 0012 3456 78 · IFSC HDFC0000060", "Rayafin Traders LLP"),
        payment_code=upi_payload("rayafin@hdfcbank", "Rayafin Traders LLP", 273985300, "INV-26-01044"),
        notes="Goods dispatched by lorry KA-09-B-4471 against e-way bill 3912 0045 7781.",
        terms="Interest at 18% a year is charged after the due date. "
        "Quality claims within 48 hours of unloading. Subject to Mumbai jurisdiction.",
        footer="Rayafin Traders LLP · LLPIN AAB-1234 · Registered office 14 Mint Road, Fort, Mumbai 400001",
    )


def within_state() -> InvoicePaper:
    """CGST and SGST, a discount column, a ship-to and a part payment."""
    lines = (
        invoice_line("Cotton yarn 30s combed", "1200", "kg", "284.50", code="5205", tax="GST 5%", rate="5"),
        invoice_line(
            "Refined soybean oil, tin 15 kg",
            "240",
            "tin",
            "1845",
            code="1507",
            tax="GST 5%",
            rate="5",
            discount_minor=885600,
        ),
        invoice_line(
            "Loading and weighing at Bhiwandi godown, night shift, with weighbridge slips for every lorry",
            "12.5",
            "hour",
            "640",
            code="9967",
            tax="GST 18%",
            rate="18",
        ),
    )
    taxable_5, taxable_18 = lines[0].net_minor + lines[1].net_minor, lines[2].net_minor
    half_5, half_18 = taxable_5 * 25 // 1000, taxable_18 * 9 // 100
    net = taxable_5 + taxable_18
    total = net + 2 * (half_5 + half_18)
    rounded = (total + 50) // 100 * 100
    return replace(
        interstate(),
        buyer=Contact(
            name="Shree Ganesh Oil & Yarn <Traders>",
            address=("Gala 7, APMC Market", "Navi Mumbai 400703, Maharashtra"),
            tax_id="GSTIN 27AAACS9012C1Z9",
        ),
        ship_to=Contact(
            name="Bhiwandi godown 4", address=("Plot 118, Kalher", "Bhiwandi 421302, Maharashtra")
        ),
        number="INV-26-01045",
        place_of_supply="27 Maharashtra",
        lines=lines,
        net_minor=net,
        tax_groups=(
            TaxGroup(
                label="GST 5%",
                taxable_minor=taxable_5,
                heads=(
                    TaxHead(name="CGST", rate="2.5%", amount_minor=half_5),
                    TaxHead(name="SGST", rate="2.5%", amount_minor=half_5),
                ),
            ),
            TaxGroup(
                label="GST 18%",
                taxable_minor=taxable_18,
                heads=(
                    TaxHead(name="CGST", rate="9%", amount_minor=half_18),
                    TaxHead(name="SGST", rate="9%", amount_minor=half_18),
                ),
            ),
        ),
        round_off_minor=rounded - total,
        total_minor=rounded,
        paid_minor=25000000,
        balance_minor=rounded - 25000000,
    )


def reverse_charge() -> InvoicePaper:
    """A German seller, a French buyer, no VAT, GiroCode."""
    return InvoicePaper(
        seller=Contact(
            name="Hanse Rohstoffhandel GmbH",
            address=("Am Sandtorkai 30", "20457 Hamburg, Germany"),
            tax_id="USt-IdNr. DE123456789",
            email="rechnung@hanse.example",
        ),
        buyer=Contact(
            name="Minoterie du Rhône SARL",
            address=("5 quai Perrache", "69002 Lyon, France"),
            tax_id="TVA FR40303265045",
        ),
        title="INVOICE",
        number="2026-0417",
        issued_on=date(2026, 11, 21),
        due_on=date(2026, 12, 5),
        currency="EUR",
        locale="de_DE",
        language="en",
        lines=(
            invoice_line(
                "Milling wheat 12.5% protein, ex silo Lyon",
                "124.86",
                "t",
                "218.75",
                code="1001",
                tax="VAT 0%",
            ),
            invoice_line("Drying surcharge", "124.86", "t", "3.2", tax="VAT 0%"),
        ),
        net_minor=2731313 + 39955,
        tax_groups=(
            TaxGroup(
                label="VAT 0%", taxable_minor=2771268, heads=(TaxHead(name="VAT", rate="0%", amount_minor=0),)
            ),
        ),
        tax_note="Reverse charge: the recipient accounts for VAT (Article 196, Directive 2006/112/EC).",
        total_minor=2771268,
        bank=("Hamburger Sparkasse", "IBAN DE89 3704 0044 0532 0130 00 · BIC COBADEFFXXX"),
        payment_code=epc_payload(
            "Hanse Rohstoffhandel GmbH", "DE89 3704 0044 0532 0130 00", 2771268, "2026-0417"
        ),
        terms="Payable within 14 days without deduction.",
        accent="#0b6e5f",
    )


def dubai() -> InvoicePaper:
    """Arabic, right to left."""
    return InvoicePaper(
        seller=Contact(
            name="رايافين للتجارة ش.ذ.م.م",
            address=("مركز دبي للسلع المتعددة، برج المزن 1204", "دبي، الإمارات العربية المتحدة"),
            tax_id="الرقم الضريبي 100234567800003",
            phone="+971 4 555 0142",
            logo=logo_png(),
        ),
        buyer=Contact(
            name="شركة الخليج للحبوب",
            address=("المنطقة الصناعية، جبل علي", "دبي"),
            tax_id="الرقم الضريبي 100987654300003",
        ),
        title="فاتورة ضريبية",
        status=Status("مسودة، لم تُرحّل بعد", "draft", "مسودة"),
        number="INV-26-01044",
        issued_on=date(2026, 11, 21),
        due_on=date(2026, 12, 21),
        place_of_supply="دبي",
        reference="PO-7781",
        currency="AED",
        locale="ar_AE",
        right_to_left=True,
        lines=(
            invoice_line("حمص هندي، درجة أولى", "24", "طن", "3180", tax="5%", rate="5"),
            invoice_line("عدس أحمر مقشور", "18.5", "طن", "4025", tax="5%", rate="5"),
            invoice_line("أرز بسمتي 1121", "40", "طن", "4610", tax="5%", rate="5"),
            invoice_line("شحن، جبل علي", "1", "رحلة", "5200", tax="5%", rate="5"),
        ),
        net_minor=34038250,
        tax_groups=(
            TaxGroup(
                label="5%",
                taxable_minor=34038250,
                heads=(TaxHead(name="ضريبة القيمة المضافة", rate="5%", amount_minor=1701913),),
            ),
        ),
        total_minor=35740163,
        bank=("بنك الإمارات دبي الوطني", "IBAN AE07 0331 2345 6789 0123 456"),
        terms="تُحتسب فائدة بعد تاريخ الاستحقاق. تُقبل مطالبات الجودة خلال 48 ساعة من التفريغ (INV-26-01044).",
        footer="رايافين للتجارة ش.ذ.م.م · رخصة تجارية DMCC-123456",
    )


def tehran() -> InvoicePaper:
    """Persian with Persian figures."""
    return InvoicePaper(
        seller=Contact(
            name="بازرگانی رایافین",
            address=("تهران، خیابان ولیعصر، پلاک ۱۲۰۴",),
            tax_id="شناسه ملی ۱۰۱۰۱۲۳۴۵۶۷",
        ),
        buyer=Contact(name="نخ‌ریسی کاوه", address=("اصفهان، شهرک صنعتی مورچه‌خورت",)),
        title="صورت‌حساب فروش",
        number="F-1405-0117",
        issued_on=date(2026, 11, 21),
        currency="IRR",
        locale="fa_IR",
        right_to_left=True,
        lines=(
            invoice_line("نخ پنبه‌ای شانه‌شده نمره ۳۰", "1200", "کیلوگرم", "284500", tax="٪۹", rate="9"),
            invoice_line("پنبه وش درجه یک گرگان", "85", "عدل", "26450000", tax="٪۹", rate="9"),
        ),
        net_minor=258965000000,
        tax_minor=23306850000,
        total_minor=282271850000,
        terms="کالای فروخته‌شده پس از ۴۸ ساعت پس گرفته نمی‌شود.",
    )


def hindi() -> InvoicePaper:
    """The golden invoice with Hindi labels and words."""
    paper = interstate()
    return replace(
        paper,
        seller=rayafin(name="रायाफिन ट्रेडर्स एलएलपी", address=("१४ मिंट रोड, फोर्ट", "मुंबई ४००००१, महाराष्ट्र")),
        buyer=Contact(name="श्री कावेरी स्पिनिंग मिल्स", address=("२२ औद्योगिक क्षेत्र", "मैसूरु ५७००१६, कर्नाटक")),
        title="कर बीजक",
        locale="hi_IN",
        lines=(
            replace(paper.lines[0], description="कंघी किया हुआ सूती धागा ३०"),
            replace(paper.lines[1], description="कपास की गांठें S-6, लॉट ११८", unit="गांठ"),
            replace(paper.lines[2], description="भाड़ा, गुंटूर से मैसूरु", unit="फेरा"),
        ),
        notes="माल ट्रक KA-09-B-4471 द्वारा भेजा गया।",
        terms="देय तिथि के बाद १८% वार्षिक ब्याज लगेगा। सभी विवाद मुंबई न्यायालय के अधीन।",
    )


def long_invoice(count: int) -> InvoicePaper:
    """`count` lines, each with a description that occurs nowhere else."""
    lines = tuple(
        invoice_line(
            f"Cotton bale mark R{n:04d}", str(n), "bale", "1.25", code="5201", tax="IGST 5%", rate="5"
        )
        for n in range(1, count + 1)
    )
    net = sum(line.net_minor for line in lines)
    tax = sum(line.tax_minor for line in lines)
    return replace(
        interstate(),
        lines=lines,
        net_minor=net,
        tax_minor=tax,
        tax_groups=(
            TaxGroup(
                label="IGST 5%", taxable_minor=net, heads=(TaxHead(name="IGST", rate="5%", amount_minor=tax),)
            ),
        ),
        round_off_minor=0,
        total_minor=net + tax,
    )


def page_texts(pdf: bytes) -> list[str]:
    """What a reader would copy from each page, lines ending in `\\n`."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def page_images(pdf: bytes, scale: float = 1.0) -> Iterator[Image.Image]:
    """Each page as grey pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=scale, grayscale=True).to_pil()
