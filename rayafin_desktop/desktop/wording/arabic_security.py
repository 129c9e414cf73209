"""Arabic words of signing in: account, second factor, sign-ins, lock."""

ARABIC_SECURITY = {
    "My account": "حسابي",
    "Code": "الرمز",
    "Continue": "متابعة",
    "Is it still you?": "هل ما زلت أنت؟",
    "This weighs more than the rest. Enter your password once more to go on.": (
        "هذه الخطوة أهم من غيرها. أدخل كلمة المرور مرة أخرى للمتابعة."
    ),
    "Code of your authenticator app": "رمز تطبيق المصادقة",
    "Enter the code your authenticator app shows now, or one of your recovery codes.": (
        "أدخل الرمز الذي يعرضه تطبيق المصادقة الآن، أو أحد رموز الاسترداد."
    ),
    "I have a reset code": "لدي رمز إعادة تعيين",
    "Choose a new password": "اختر كلمة مرور جديدة",
    "Set password": "تعيين كلمة المرور",
    "New password": "كلمة المرور الجديدة",
    "Reset code": "رمز إعادة التعيين",
    "Authenticator app": "تطبيق المصادقة",
    "authenticator app": "تطبيق المصادقة",
    "recovery codes": "رموز الاسترداد",
    "Recovery codes": "رموز الاسترداد",
    "Set up": "إعداد",
    "New recovery codes": "رموز استرداد جديدة",
    "Sign out everywhere else": "تسجيل الخروج من كل مكان آخر",
    "Where you are signed in": "أماكن تسجيل دخولك",
    "{count} of your recovery codes are left.": "بقي {count} من رموز الاسترداد.",
    "Signing in asks for a code of your phone.": "يطلب تسجيل الدخول رمزًا من هاتفك.",
    "On": "مفعّل",
    "Off": "غير مفعّل",
    "Required here": "مطلوب هنا",
    "With an app on your phone a stolen password is not enough. Any app for one-time codes "
    "will do; a password of 10 characters is then long enough.": (
        "مع تطبيق على هاتفك لا تكفي كلمة مرور مسروقة. يصلح أي تطبيق للرموز المؤقتة، "
        "وتكفي عندها كلمة مرور من 10 أحرف."
    ),
    "Nowhere that is kept in a list.": "لا مكان مسجل في القائمة.",
    "Since {when}, until {end} at the latest": "منذ {when}، حتى {end} على الأكثر",
    "No name": "بلا اسم",
    "This window": "هذه النافذة",
    "Sign out {where}": "تسجيل الخروج من {where}",
    "{count} signed out": "سُجّل خروج {count}",
    "Set up an authenticator app": "إعداد تطبيق مصادقة",
    "Scan this with the app on your phone, or type the key into it.": (
        "امسح هذا بالتطبيق على هاتفك، أو اكتب المفتاح فيه."
    ),
    "Key: {key}": "المفتاح: {key}",
    "QR code for your authenticator app": "رمز QR لتطبيق المصادقة",
    "Code the app shows now": "الرمز الذي يعرضه التطبيق الآن",
    "Turn on": "تفعيل",
    "Each of them opens your account once if you lose the phone. They are shown only now: print them "
    "or keep them with your papers, not on this computer.": (
        "يفتح كل منها حسابك مرة واحدة إذا فقدت الهاتف. لا تُعرض إلا الآن: اطبعها "
        "أو احفظها مع أوراقك، لا على هذا الحاسوب."
    ),
    "Copy codes": "نسخ الرموز",
    "Codes copied": "نُسخت الرموز",
    "I have kept them": "لقد حفظتها",
    "Code of the app, or a recovery code": "رمز التطبيق، أو رمز استرداد",
    "Present password": "كلمة المرور الحالية",
    "Remove authenticator app": "إزالة تطبيق المصادقة",
    "Only if phone and recovery codes are lost: the password then opens the account. Every sign-in ends.": (
        "فقط عند فقدان الهاتف ورموز الاسترداد: تفتح كلمة المرور وحدها الحساب عندئذ. تنتهي كل جلسات الدخول."
    ),
    "Hand this code over yourself; no mail is sent. It sets one new password, within a day, and is "
    "shown only now: on the sign-in card choose “I have a reset code”.": (
        "سلّم هذا الرمز بنفسك؛ لا يُرسل بريد. يعيّن كلمة مرور جديدة مرة واحدة خلال يوم، ولا يُعرض إلا الآن: "
        "اختر «لدي رمز إعادة تعيين» في بطاقة الدخول."
    ),
    "Password, authenticator app, and where you are signed in.": (
        "كلمة المرور وتطبيق المصادقة وأماكن تسجيل دخولك."
    ),
    "Security": "الأمان",
    "Sign-in ends when idle for": "ينتهي الدخول عند الخمول لمدة",
    "Sign-in ends after": "ينتهي الدخول بعد",
    "Second factor is required of": "العامل الثاني مطلوب من",
    "Ask for the password again after": "طلب كلمة المرور من جديد بعد",
    "Nobody": "لا أحد",
    "Owners": "المالكون",
    "Everybody": "الجميع",
}
