"""What the book holds of a person: all of it handed out, and what may go is gone from every byte of the file."""

from tests.features.trading import invoice_for, paid  # noqa: F401

from rayafin_desktop.features.parties.commands import ContactInput, ShippingAddressInput

NAME = "Zarathustra Quillfeather"
VALUES = {
    "name": NAME,
    "address_1": "77 Periwinkle Embankment",
    "address_2": "Behind the Xylophone Works",
    "email": "quillfeather@periwinkle.example",
    "phone": "+91 98765 00077",
    "notes": "Allergic to sesame; daughter Ottoline",
}
CONTACT = ContactInput(name="Ottoline Quillfeather", email="ottoline@periwinkle.example", phone="0777 654")
PLACE = ShippingAddressInput(label="Shed", address_1="Rear of Hollyhock Mews")
TRACES = (
    *VALUES.values(), CONTACT.name, CONTACT.email, PLACE.address_1, "passport of Quillfeather", "Zarathustra Q."
)  # fmt: skip
