"""Arabic words of sync: the state of a device, its page, devices, what needs a decision, joining."""

ARABIC_SYNC = {
    # The foot of the sidebar
    "Sync": "المزامنة",
    "just now": "الآن",
    "{count} min ago": "قبل {count} دقيقة",
    "{count} h ago": "قبل {count} ساعة",
    "a day ago": "قبل يوم",
    "{count} days ago": "قبل {count} يومًا",
    "Syncing…": "تجري المزامنة…",
    "Needs sign-in": "يلزم تسجيل الدخول",
    "Needs an update": "يلزم تحديث",
    "Differs from the server": "يختلف عن الخادم",
    "Sync failed": "فشلت المزامنة",
    "1 needs a decision": "قيد واحد يحتاج قرارًا",
    "{count} need a decision": "{count} تحتاج قرارًا",
    "{count} waiting · offline": "{count} في الانتظار · دون اتصال",
    "Offline · nothing waits": "دون اتصال · لا شيء ينتظر",
    "{count} waiting": "{count} في الانتظار",
    "Not synced yet": "لم تتم مزامنة بعد",
    "Everything sent · {ago}": "أُرسل كل شيء · {ago}",
    # An office database that does not answer
    "Office database: no answer": "قاعدة بيانات المكتب: لا جواب",
    "The office database does not answer; nothing was half done. It is tried again by itself.": (
        "قاعدة بيانات المكتب لا تجيب؛ لم يُنجز شيء منقوصًا. تُعاد المحاولة تلقائيًا."
    ),
    "The office database answers again.": "قاعدة بيانات المكتب تجيب من جديد.",
    "Try now": "المحاولة الآن",
    "Your last change was saved before the connection was lost. Do not enter it again.": (
        "حُفظ آخر تغيير لك قبل انقطاع الاتصال. لا تُدخله مرة أخرى."
    ),
    "Your last change was not saved: the connection was lost before. Enter it again.": (
        "لم يُحفظ آخر تغيير لك: انقطع الاتصال قبل ذلك. أدخله مرة أخرى."
    ),
    # The page
    "Sync now": "مزامنة الآن",
    "Compare with the server": "مقارنة مع الخادم",
    "Comparing…": "تجري المقارنة…",
    "Syncing with the server": "تجري المزامنة مع الخادم",
    "The server asks this device to join anew": "يطلب الخادم من هذا الجهاز الانضمام من جديد",
    "This program and the server differ in version": "إصدار هذا البرنامج يختلف عن إصدار الخادم",
    "This book differs from the server's": "هذا الدفتر يختلف عن دفتر الخادم",
    "The last sync failed": "فشلت المزامنة الأخيرة",
    "The server does not answer; work goes on": "الخادم لا يجيب؛ العمل مستمر",
    "{count} entries wait to be sent": "{count} قيود تنتظر الإرسال",
    "Everything is sent": "أُرسل كل شيء",
    "What you enter is kept here and sent, in order, as soon as the server answers. Nothing is lost.": (
        "ما تدخله محفوظ هنا ويُرسل بترتيبه حالما يجيب الخادم. لا يضيع شيء."
    ),
    "Ask the owner for a new code and join again. What you entered stays in this book and can be "
    "handed over.": ("اطلب من المالك رمزًا جديدًا وانضم من جديد. ما أدخلته باقٍ في هذا الدفتر ويمكن تسليمه."),
    "Bring both to the newest version. What you entered is kept and sent then.": (
        "حدّث الاثنين إلى أحدث إصدار. ما أدخلته محفوظ ويُرسل عندئذ."
    ),
    "Nothing was changed here. Compare the books, and tell whoever looks after the server.": (
        "لم يتغير شيء هنا. قارن الدفترين وأخبر من يتولى الخادم."
    ),
    "Nothing that was entered is gone. It will be tried again by itself.": (
        "لم يضع شيء مما أُدخل. ستُعاد المحاولة تلقائيًا."
    ),
    "This book follows no server": "هذا الدفتر لا يتبع خادمًا",
    "Everything is in this book. Devices that follow it are invited on the page Devices.": (
        "كل شيء في هذا الدفتر. تُدعى الأجهزة التي تتبعه من صفحة الأجهزة."
    ),
    "No sync has been completed yet.": "لم تكتمل أي مزامنة بعد.",
    "Last synced {ago} ({when})": "آخر مزامنة {ago} ({when})",
    "Server": "الخادم",
    "This device": "هذا الجهاز",
    "Its number series begin with": "سلاسل ترقيمه تبدأ بـ",
    "Stands at change": "عند التغيير رقم",
    "{sent} sent, {received} received": "أُرسل {sent}، واستُلم {received}",
    "Equal to the server's book, to the last row, at change {n}.": (
        "مطابق لدفتر الخادم حتى آخر صف، عند التغيير {n}."
    ),
    "At change {n} these tables differ, with so many rows each: {tables}": (
        "عند التغيير {n} تختلف هذه الجداول، مع عدد الصفوف لكل منها: {tables}"
    ),
    "and {count} more": "و{count} أخرى",
    "Waits to be sent": "ينتظر الإرسال",
    "Needs a decision": "يحتاج قرارًا",
    "Nothing waits.": "لا شيء ينتظر.",
    "Nothing needs a decision.": "لا شيء يحتاج قرارًا.",
    "View all that was sent and waits": "عرض كل ما أُرسل وما ينتظر",
    "View all that needs a decision": "عرض كل ما يحتاج قرارًا",
    "Document numbers": "أرقام المستندات",
    # Devices
    "Devices": "الأجهزة",
    "device": "جهاز",
    "devices": "أجهزة",
    "Device": "الجهاز",
    "Follows": "يتبع",
    "Following": "تتبع",
    "Taken away": "مسحوب",
    "Last seen": "آخر اتصال",
    "Joined": "انضم",
    "Clock": "الساعة",
    "Behind": "متأخر بـ",
    "To decide": "بانتظار قرار",
    "Taken away on": "سُحب في",
    "Program": "البرنامج",
    "Series": "السلسلة",
    "Contact": "الاتصال",
    "Devices that follow": "أجهزة تتبع",
    "Clocks minutes off": "ساعات منحرفة بدقائق",
    "Name, person or series": "اسم أو شخص أو سلسلة",
    "Invite a device": "دعوة جهاز",
    "Take away": "سحب",
    "Nobody follows this company yet": "لا أحد يتبع هذه الشركة بعد",
    "A device keeps a full copy on another machine and works without the network. "
    "It joins with a code that is good once.": (
        "يحتفظ الجهاز بنسخة كاملة على آلة أخرى ويعمل دون شبكة. ينضم برمز صالح مرة واحدة."
    ),
    "Whose device": "جهاز من",
    "What is entered on the device is entered in this person's name and by his rights.": (
        "ما يُدخل على الجهاز يُدخل باسم هذا الشخص وبصلاحياته."
    ),
    "Nothing it sends is taken any more, and its series of numbers are closed.": (
        "لا يُقبل بعدها ما يرسله، وتُغلق سلاسل أرقامه."
    ),
    "Code for the new device": "رمز للجهاز الجديد",
    "The code to scan": "الرمز للمسح",
    "On the other machine start Rayafin, choose “Join a shared company”, and enter this server's address "
    "and the code. It is good once, for a day, and is shown only now.": (
        "شغّل ريافين على الجهاز الآخر، واختر «الانضمام إلى شركة مشتركة»، وأدخل عنوان هذا الخادم والرمز. "
        "الرمز صالح مرة واحدة ليوم واحد، ولا يُعرض إلا الآن."
    ),
    # What needs a decision
    "Not done": "لم يُنفذ",
    "Done differently": "نُفذ بشكل مختلف",
    "Value replaced": "استُبدلت القيمة",
    "Accepted": "مقبول",
    "Carried out": "نُفذ",
    "Dropped": "أُسقط",
    "What happened": "ما حدث",
    "About": "بشأن",
    "needs a decision in all": "يحتاج قرارًا في المجموع",
    "need a decision in all": "تحتاج قرارًا في المجموع",
    "What, person or device": "ماذا أو شخص أو جهاز",
    "Accept as it is": "قبول كما هو",
    "Carry out after all": "تنفيذ رغم ذلك",
    "Carry out all the same": "تنفيذ على كل حال",
    "Drop": "إسقاط",
    "Open the record": "فتح السجل",
    "What was entered": "ما أُدخل",
    "What stands now": "ما هو قائم الآن",
    "Sent by": "أرسله",
    "Nothing needs a decision": "لا شيء يحتاج قرارًا",
    "What a device entered and could not be done as it was is kept here until somebody decides.": (
        "ما أدخله جهاز ولم يمكن تنفيذه كما هو يبقى هنا حتى يقرر أحد."
    ),
    "It was not done. Carry it out after all, or drop it with a reason.": (
        "لم يُنفذ. نفّذه رغم ذلك، أو أسقطه مع ذكر السبب."
    ),
    "It was done, but differently. Look whether it is right as it stands now.": (
        "نُفذ، لكن بشكل مختلف. تحقق من صحته كما هو الآن."
    ),
    "An earlier value was replaced. Look whether the later one is right.": (
        "استُبدلت قيمة سابقة. تحقق من صحة اللاحقة."
    ),
    "Accepted as it is": "قُبل كما هو",
    "Carried out after all": "نُفذ رغم ذلك",
    "It is not done, and stays here among what was decided, with your reason.": (
        "لا يُنفذ، ويبقى هنا بين ما بُتّ فيه مع السبب الذي ذكرته."
    ),
    "Say why": "اذكر السبب",
    # On the way
    "On the way": "في الطريق",
    "Answered": "أُجيب",
    "Not as entered": "ليس كما أُدخل",
    "Waiting to be sent": "ينتظر الإرسال",
    "Not done as entered": "لم يُنفذ كما أُدخل",
    "Sent and answered": "أُرسل وأُجيب",
    "What, person or number": "ماذا أو شخص أو رقم",
    "What you enter without the network waits here, in order, until the server has answered it.": (
        "ما تدخله دون شبكة ينتظر هنا بترتيبه حتى يجيب الخادم."
    ),
    "Office": "المكتب",
    "No.": "رقم",
    # Joining
    "Join a shared company": "الانضمام إلى شركة مشتركة",
    "With a code from its owner; works offline": "برمز من مالكها؛ تعمل دون اتصال",
    "The company comes as a full copy onto this computer, works without the network, and keeps in "
    "step with the office. The owner gives you the address and a code.": (
        "تأتي الشركة نسخةً كاملة إلى هذا الجهاز، وتعمل دون شبكة، وتبقى متوافقة مع المكتب. "
        "يعطيك المالك العنوان ورمزًا."
    ),
    "Join": "انضمام",
    "Shared company": "شركة مشتركة",
    "One-time code": "رمز لمرة واحدة",
    "good once, for a day": "صالح مرة واحدة ليوم واحد",
    "Name of this device": "اسم هذا الجهاز",
    "Enter the server's address": "أدخل عنوان الخادم",
    "Enter the code": "أدخل الرمز",
    "Give this device a name": "سمِّ هذا الجهاز",
    "Choose where the book goes": "اختر مكان الدفتر",
    "Fetching the company": "جلب الشركة",
    "Stop": "إيقاف",
    "Stopped. Join goes on where it was.": "أُوقف. يتابع الانضمام من حيث توقف.",
    # Settings
    "Sync every": "المزامنة كل",
    "{count} min": "{count} د",
    "How often a book that follows a server sends and fetches by itself. Sync now works at any time.": (
        "كم مرة يرسل ويجلب الدفتر الذي يتبع خادمًا تلقائيًا. «مزامنة الآن» تعمل في أي وقت."
    ),
    "Copies of this company on other machines, and how they join.": (
        "نسخ هذه الشركة على أجهزة أخرى، وكيف تنضم."
    ),
}
