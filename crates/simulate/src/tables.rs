//! Pools of names, places, schools, employers, technologies and networks. Rows are kept on few lines on purpose.

use crate::clock::month;

/// When a city's clocks are put forward.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Summer { None, American, European }

/// A city, region and country code, as written in a résumé.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place { pub city: &'static str, pub region: &'static str, pub country: &'static str }

/// A city people live in: `areas` are area codes, or prefixes of mobile numbers outside North America.
pub(crate) struct City {
    pub place: Place, pub postal: &'static str, pub areas: &'static [&'static str], pub offset: i64, pub summer: Summer,
}

type Areas = &'static [&'static str];
const fn us(city: &'static str, region: &'static str, postal: &'static str, areas: Areas, offset: i64) -> City {
    City { place: Place { city, region, country: "US" }, postal, areas, offset, summer: Summer::American }
}
const fn abroad(city: &'static str, region: &'static str, country: &'static str, postal: &'static str, areas: Areas, offset: i64, summer: Summer) -> City {
    City { place: Place { city, region, country }, postal, areas, offset, summer }
}

const GB_MOBILE: Areas = &["740", "741", "742", "743", "746", "747", "771", "772", "774", "775", "780", "784", "785", "795", "796"];
const DE_MOBILE: Areas = &["151", "152", "157", "159"];
const IN_MOBILE: Areas = &["98", "99", "97", "96", "95"];
const PL_MOBILE: Areas = &["50", "51", "60", "66", "69", "78", "79", "88"];
const NG_MOBILE: Areas = &["803", "805", "806", "807", "813"];
const PH_MOBILE: Areas = &["917", "918", "927", "939", "995"];

pub(crate) static CITIES: &[City] = &[
    us("New York", "NY", "100", &["212", "646", "917", "347"], -300), us("Buffalo", "NY", "142", &["716"], -300),
    us("Newark", "NJ", "071", &["973", "862"], -300), us("Boston", "MA", "021", &["617", "857"], -300),
    us("Philadelphia", "PA", "191", &["215", "267"], -300), us("Pittsburgh", "PA", "152", &["412"], -300),
    us("Washington", "DC", "200", &["202"], -300), us("Baltimore", "MD", "212", &["410", "443"], -300),
    us("Richmond", "VA", "232", &["804"], -300), us("Raleigh", "NC", "276", &["919", "984"], -300),
    us("Charlotte", "NC", "282", &["704", "980"], -300), us("Atlanta", "GA", "303", &["404", "470", "678"], -300),
    us("Miami", "FL", "331", &["305", "786"], -300), us("Orlando", "FL", "328", &["407", "321"], -300),
    us("Tampa", "FL", "336", &["813"], -300), us("Columbus", "OH", "432", &["614", "380"], -300),
    us("Cleveland", "OH", "441", &["216"], -300), us("Cincinnati", "OH", "452", &["513"], -300),
    us("Detroit", "MI", "482", &["313"], -300), us("Ann Arbor", "MI", "481", &["734"], -300),
    us("Indianapolis", "IN", "462", &["317", "463"], -300), us("Chicago", "IL", "606", &["312", "773", "872"], -360),
    us("Milwaukee", "WI", "532", &["414"], -360), us("Madison", "WI", "537", &["608"], -360),
    us("Minneapolis", "MN", "554", &["612"], -360), us("St. Louis", "MO", "631", &["314"], -360),
    us("Kansas City", "MO", "641", &["816"], -360), us("Nashville", "TN", "372", &["615", "629"], -360),
    us("New Orleans", "LA", "701", &["504"], -360), us("Austin", "TX", "787", &["512", "737"], -360),
    us("Dallas", "TX", "752", &["214", "469", "972"], -360), us("Houston", "TX", "770", &["713", "281", "832"], -360),
    us("San Antonio", "TX", "782", &["210", "726"], -360), us("Omaha", "NE", "681", &["402", "531"], -360),
    us("Denver", "CO", "802", &["303", "720"], -420), us("Boulder", "CO", "803", &["303", "720"], -420),
    us("Salt Lake City", "UT", "841", &["801", "385"], -420), us("Boise", "ID", "837", &["208", "986"], -420),
    us("Albuquerque", "NM", "871", &["505"], -420),
    abroad("Phoenix", "AZ", "US", "850", &["602", "480", "623"], -420, Summer::None),
    us("Las Vegas", "NV", "891", &["702", "725"], -480), us("San Diego", "CA", "921", &["619", "858"], -480),
    us("Los Angeles", "CA", "900", &["213", "323", "310"], -480), us("San Francisco", "CA", "941", &["415", "628"], -480),
    us("San Jose", "CA", "951", &["408", "669"], -480), us("Sacramento", "CA", "958", &["916", "279"], -480),
    us("Portland", "OR", "972", &["503", "971"], -480), us("Seattle", "WA", "981", &["206"], -480),
    abroad("Toronto", "ON", "CA", "M5V", &["416", "647"], -300, Summer::American),
    abroad("Montreal", "QC", "CA", "H2X", &["514", "438"], -300, Summer::American),
    abroad("Vancouver", "BC", "CA", "V6B", &["604", "778"], -480, Summer::American),
    abroad("London", "England", "GB", "SE1", GB_MOBILE, 0, Summer::European),
    abroad("Manchester", "England", "GB", "M4", GB_MOBILE, 0, Summer::European),
    abroad("Edinburgh", "Scotland", "GB", "EH3", GB_MOBILE, 0, Summer::European),
    abroad("Berlin", "Berlin", "DE", "10", DE_MOBILE, 60, Summer::European),
    abroad("Munich", "Bavaria", "DE", "80", DE_MOBILE, 60, Summer::European),
    abroad("Warsaw", "Mazowieckie", "PL", "00-", PL_MOBILE, 60, Summer::European),
    abroad("Kraków", "Małopolskie", "PL", "31-", PL_MOBILE, 60, Summer::European),
    abroad("Bengaluru", "Karnataka", "IN", "560", IN_MOBILE, 330, Summer::None),
    abroad("Hyderabad", "Telangana", "IN", "500", IN_MOBILE, 330, Summer::None),
    abroad("Pune", "Maharashtra", "IN", "411", IN_MOBILE, 330, Summer::None),
    abroad("São Paulo", "SP", "BR", "01", &["119"], -180, Summer::None),
    abroad("Campinas", "SP", "BR", "13", &["199"], -180, Summer::None),
    abroad("Lagos", "Lagos", "NG", "100", NG_MOBILE, 60, Summer::None),
    abroad("Abuja", "FCT", "NG", "900", NG_MOBILE, 60, Summer::None),
    abroad("Manila", "Metro Manila", "PH", "10", PH_MOBILE, 480, Summer::None),
    abroad("Cebu City", "Cebu", "PH", "60", PH_MOBILE, 480, Summer::None),
    abroad("Mexico City", "CDMX", "MX", "06", &["551", "552", "553"], -360, Summer::None),
    abroad("Guadalajara", "Jalisco", "MX", "44", &["331", "332", "333"], -360, Summer::None),
];

/// Country, calling code, and the length of a national mobile number.
pub(crate) static CALLING: &[(&str, &str, usize)] = &[
    ("US", "1", 10), ("CA", "1", 10), ("GB", "44", 10), ("DE", "49", 11), ("PL", "48", 9), ("IN", "91", 10), ("BR", "55", 11),
    ("NG", "234", 10), ("PH", "63", 10), ("MX", "52", 10),
];

/// Consumer networks: country, first octet, second octet from and to.
pub(crate) static CONSUMER: &[(&str, i64, i64, i64)] = &[
    ("US", 73, 0, 255), ("US", 98, 192, 255), ("US", 24, 0, 15), ("US", 76, 96, 127), ("US", 67, 160, 191), ("US", 68, 32, 63), ("US", 71, 192, 207),
    ("CA", 99, 224, 255), ("CA", 70, 64, 79), ("CA", 184, 64, 71), ("GB", 86, 128, 191), ("GB", 90, 192, 223), ("GB", 81, 128, 143),
    ("DE", 91, 0, 63), ("DE", 84, 128, 191), ("DE", 87, 128, 191), ("PL", 83, 0, 31), ("PL", 79, 184, 191), ("IN", 49, 32, 47), ("IN", 117, 192, 255),
    ("IN", 106, 192, 223), ("BR", 177, 32, 63), ("BR", 189, 32, 63), ("NG", 105, 112, 127), ("NG", 197, 210, 210), ("PH", 112, 198, 211),
    ("PH", 124, 104, 107), ("MX", 187, 188, 191), ("MX", 189, 160, 180),
];
/// Mobile networks' shared addresses: country and the first two octets.
pub(crate) static CARRIERS: &[(&str, &str)] = &[
    ("US", "172.56"), ("US", "172.57"), ("US", "172.58"), ("US", "174.203"), ("US", "107.77"), ("CA", "184.151"), ("GB", "82.132"), ("DE", "80.187"),
    ("PL", "37.47"), ("IN", "157.45"), ("BR", "177.79"), ("NG", "197.210"), ("PH", "112.198"), ("MX", "189.178"),
];
/// Hosting and VPN ranges: the first two octets, third octet from and to.
pub(crate) static HOSTING: &[(&str, i64, i64)] = &[
    ("104.131", 0, 255), ("159.65", 0, 255), ("167.99", 0, 255), ("45.76", 0, 255), ("108.61", 0, 255), ("139.162", 0, 255), ("51.38", 0, 255),
    ("95.216", 0, 255), ("88.99", 0, 255), ("37.120", 128, 255), ("185.156", 172, 175), ("193.29", 104, 107),
];
/// Egress of privacy relays.
pub(crate) static RELAY_EGRESS: &[&str] = &["172.224.240", "172.224.241", "172.225.8", "172.225.9", "104.28.32", "104.28.50", "104.28.91"];
pub(crate) static RELAY_MAIL: &[&str] = &["privaterelay.appleid.com", "duck.com", "mozmail.com", "passmail.net", "simplelogin.com"];
pub(crate) static FREE_MAIL: &[&str] = &["gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "outlook.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me", "fastmail.com"];
pub(crate) static ISP_MAIL: &[(&str, &str)] = &[
    ("US", "comcast.net"), ("US", "att.net"), ("US", "verizon.net"), ("US", "cox.net"), ("CA", "rogers.com"), ("CA", "bell.net"), ("GB", "btinternet.com"), ("GB", "sky.com"),
    ("DE", "gmx.de"), ("DE", "web.de"), ("PL", "wp.pl"), ("PL", "o2.pl"), ("IN", "rediffmail.com"), ("BR", "uol.com.br"), ("NG", "yahoo.com"), ("PH", "yahoo.com.ph"), ("MX", "prodigy.net.mx"),
];
pub(crate) static DISPOSABLE_MAIL: &[&str] = &["mailinator.com", "guerrillamail.com", "yopmail.com", "10minutemail.com", "sharklasers.com", "temp-mail.org"];
pub(crate) static AGENTS: &[&str] = &[
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 Edg/132.0.0.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:134.0) Gecko/20100101 Firefox/134.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
];

pub(crate) static GIVEN: &[&str] = &[
    "James", "Maria", "Wei", "Priya", "Ahmed", "Olga", "Kenji", "Fatima", "Carlos", "Anna", "Daniel", "Sofia", "Rahul", "Ingrid", "Chinedu", "Mei", "Lukas", "Camila", "Omar", "Hannah",
    "Diego", "Aisha", "Tomasz", "Yuki", "Samuel", "Leila", "Viktor", "Grace", "Arjun", "Elena", "Marcus", "Nadia", "Minh", "Rosa", "Patrick", "Zainab", "Andrei", "Linh", "Joseph", "Katarzyna",
    "Emeka", "Lucia", "Ravi", "Julia", "Hassan", "Megan", "Pavel", "Ngozi", "Thiago", "Claire", "Jiwoo", "Natalia", "Brian", "Soojin", "Rafael", "Deepa", "Eric", "Amara", "Stefan", "Teresa",
    "Kwame", "Laura", "Imran", "Monika", "Gabriel", "Yan", "Kevin", "Bianca", "Suresh", "Rachel", "Mateo", "Ayesha", "Jonas", "Ifeoma", "Peter", "Valentina", "Nikhil", "Emily", "Tariq", "Agnieszka",
    "Luis", "Xin", "Aaron", "Kavya", "Dmitri", "Paula", "Jun", "Sarah", "Felipe", "Nia", "Martin", "Divya", "Angelo", "Erin", "Bao", "Helena", "Vikram", "Alicia", "Oleg", "Jasmine",
    "Ricardo", "Hui", "Nathan", "Sneha", "Marek", "Bukola", "Anton", "Isabel", "Kofi", "Theresa", "Hiroshi", "Lena", "Manuel", "Zoe", "Sanjay", "Marta", "Adaeze", "Jorge", "Nicole", "Łukasz", "José", "Renée",
];
pub(crate) static FAMILY: &[&str] = &[
    "Abara", "Abbasi", "Acheampong", "Adebayo", "Adler", "Agarwal", "Aguilar", "Ahn", "Akhtar", "Albrecht", "Almeida", "Amadi", "Anand", "Andersson", "Arslan", "Asante", "Aziz", "Bae", "Bailey", "Barlow",
    "Balogun", "Banerjee", "Baran", "Barnes", "Barros", "Bauer", "Becker", "Bello", "Bennett", "Bergman", "Bhatt", "Bianchi", "Bishop", "Boateng", "Bogdan", "Brandt", "Bui", "Burke", "Brogan", "Cabrera",
    "Calderon", "Campos", "Cao", "Cardoso", "Castillo", "Chau", "Chatterjee", "Chavez", "Choi", "Chowdhury", "Chukwu", "Coleman", "Conti", "Correa", "Costa", "Cruz", "Czarnecki", "Dang", "Das", "Delgado",
    "Desai", "Dinh", "Doyle", "Duarte", "Dubois", "Dunn", "Eze", "Farah", "Farooq", "Fernandes", "Ferrari", "Fischer", "Flores", "Fontaine", "Fujita", "Gallagher", "Gao", "Ghosh", "Gomes", "Grabowski",
    "Greene", "Guerrero", "Guo", "Haddad", "Hahn", "Halvorsen", "Han", "Haruna", "Hayashi", "Henriksen", "Herrera", "Hoang", "Hoffmann", "Horvat", "Huang", "Hughes", "Hussein", "Huynh", "Ibarra", "Ibe",
    "Inoue", "Ishida", "Ivanova", "Iyer", "Jain", "Jankowski", "Jensen", "Jeong", "Jimenez", "Joshi", "Jung", "Kamara", "Kang", "Kapoor", "Karlsson", "Kaur", "Keller", "Kimura", "Klein", "Kovacs",
    "Kowalczyk", "Kozlov", "Krishnan", "Kulkarni", "Kurt", "Kwon", "Lam", "Larsen", "Laurent", "Le", "Leung", "Lim", "Lindgren", "Liu", "Lopes", "Lozano", "Luong", "Mahmoud", "Malik", "Marino",
    "Marsh", "Matsuda", "Mazur", "Mbeki", "McCarthy", "Medina", "Meyer", "Mishra", "Molina", "Monteiro", "Morales", "Moreau", "Moretti", "Murphy", "Nagy", "Nair", "Nakamura", "Navarro", "Ndiaye", "Neumann",
    "Nguyen", "Nowak", "Nunez", "Nwosu", "Obi", "Ocampo", "Ogawa", "Okafor", "Okoye", "Olsen", "Ortega", "Osei", "Owusu", "Ozturk", "Pacheco", "Park", "Patel", "Pawlak", "Pereira", "Petrov",
    "Pham", "Pillai", "Popescu", "Qureshi", "Rahman", "Rao", "Reyes", "Richter", "Rinaldi", "Rojas", "Romano", "Saito", "Salazar", "Santos", "Sato", "Schneider", "Sharma", "Shin", "Sokolov", "Soto",
    "Sullivan", "Sun", "Svensson", "Tanaka", "Tran", "Turner", "Vargas", "Vega", "Volkov", "Wagner", "Walsh", "Wang", "Weber", "Wójcik", "Xu", "Yamamoto", "Yilmaz", "Yoon", "Zhang", "Zimmermann",
];
pub(crate) static STREETS: &[&str] = &[
    "Maple Street", "Oak Avenue", "Cedar Lane", "Pine Street", "Elm Street", "Washington Avenue", "Lakeview Drive", "Hillcrest Road", "Park Avenue", "Main Street", "Chestnut Street", "Walnut Street", "Spruce Street",
    "Highland Avenue", "Sunset Boulevard", "River Road", "Church Street", "Franklin Street", "Jefferson Avenue", "Madison Street", "Monroe Street", "Lincoln Avenue", "Adams Street", "Jackson Street", "Birch Lane",
    "Willow Court", "Meadow Lane", "Ridge Road", "Valley View Drive", "Forest Avenue", "Grove Street", "Prospect Street", "Spring Street", "Mill Road", "School Street", "Center Street", "Broadway", "Harrison Street",
    "Cherry Lane", "Magnolia Avenue", "Sycamore Street", "Dogwood Drive", "Laurel Street", "Orchard Road", "Canyon Road", "Mesa Drive", "Bayview Avenue", "Harbor Drive", "Summit Avenue", "College Avenue",
    "University Avenue", "Fairview Road", "Garden Street", "Clinton Street", "Union Street", "Liberty Street", "Fremont Avenue", "Stone Creek Way", "Copper Hill Lane", "Foxglove Court",
];
pub(crate) static STREETS_ABROAD: &[(&str, &[&str])] = &[
    ("CA", &["Bloor Street West", "Dundas Street", "Granville Street", "Rue Sherbrooke", "Yonge Street", "Queen Street East", "Rue Saint-Denis", "Davie Street"]),
    ("GB", &["Victoria Road", "Church Lane", "Station Road", "Albert Street", "Kings Road", "Mill Lane", "Grange Road", "Leith Walk", "Park Crescent"]),
    ("DE", &["Gartenstraße", "Bahnhofstraße", "Goethestraße", "Lindenallee", "Bergmannstraße", "Schillerstraße", "Kastanienallee", "Hauptstraße"]),
    ("PL", &["ul. Długa", "ul. Lipowa", "ul. Polna", "ul. Krótka", "ul. Puławska", "al. Słowackiego", "ul. Wolska"]),
    ("IN", &["MG Road", "Residency Road", "Banjara Hills Road", "FC Road", "Indiranagar 12th Main", "Station Road", "Jubilee Hills Road", "Baner Road"]),
    ("BR", &["Rua Augusta", "Rua das Flores", "Avenida Brasil", "Rua Harmonia", "Rua da Consolação", "Avenida Barão de Itapura"]),
    ("NG", &["Allen Avenue", "Adeola Odeku Street", "Herbert Macaulay Way", "Ahmadu Bello Way", "Ogunlana Drive", "Bode Thomas Street"]),
    ("PH", &["Rizal Avenue", "Mabini Street", "Taft Avenue", "Osmeña Boulevard", "Bonifacio Street", "Katipunan Avenue"]),
    ("MX", &["Calle Hidalgo", "Avenida Juárez", "Calle Morelos", "Avenida Chapultepec", "Calle Durango", "Avenida Vallarta"]),
];

/// The months (1 to 12) in which degrees are conferred and studies begin; commoner months are repeated.
pub(crate) struct Calendar { pub ends: &'static [i64], pub starts: &'static [i64] }
const SEM: usize = 0; const QTR: usize = 1; const CAN: usize = 2; const BRI: usize = 3; const GER: usize = 4; const IND: usize = 5; const LAT: usize = 6; const POL: usize = 7; const NIG: usize = 8; const PHI: usize = 9;
pub(crate) static CALENDARS: &[Calendar] = &[
    Calendar { ends: &[5, 5, 5, 5, 5, 5, 12, 12, 8, 6], starts: &[8, 9] }, Calendar { ends: &[6, 6, 6, 6, 6, 3, 12, 8, 9], starts: &[9] },
    Calendar { ends: &[4, 5, 6, 6, 11], starts: &[9] }, Calendar { ends: &[7, 7, 7, 6, 9, 11], starts: &[9, 10] },
    Calendar { ends: &[3, 9, 9, 2, 7, 10], starts: &[10, 4] }, Calendar { ends: &[5, 6, 6, 7, 4], starts: &[7, 8] },
    Calendar { ends: &[12, 12, 7, 6], starts: &[2, 3, 8] }, Calendar { ends: &[6, 7, 7, 9, 2], starts: &[10] },
    Calendar { ends: &[7, 9, 10, 11], starts: &[9, 10, 1] }, Calendar { ends: &[3, 4, 4, 5, 6, 10], starts: &[6, 8] },
];

/// A university; `campus` is the first half of its network, or empty.
pub(crate) struct School { pub name: &'static str, pub domain: &'static str, pub place: Place, pub postal: &'static str, pub calendar: usize, pub campus: &'static str }
const fn uni(name: &'static str, domain: &'static str, city: &'static str, region: &'static str, postal: &'static str, calendar: usize, campus: &'static str) -> School {
    School { name, domain, place: Place { city, region, country: "US" }, postal, calendar, campus }
}
const fn far(name: &'static str, domain: &'static str, city: &'static str, region: &'static str, country: &'static str, calendar: usize, campus: &'static str) -> School {
    School { name, domain, place: Place { city, region, country }, postal: "", calendar, campus }
}
/// How many of the schools, from the first, are in the United States.
pub(crate) const US_SCHOOLS: usize = 54;
pub(crate) static SCHOOLS: &[School] = &[
    uni("Arizona State University", "asu.edu", "Tempe", "AZ", "852", SEM, "129.219"), uni("University of Texas at Austin", "utexas.edu", "Austin", "TX", "787", SEM, "128.83"),
    uni("Georgia Institute of Technology", "gatech.edu", "Atlanta", "GA", "303", SEM, "130.207"), uni("University of Washington", "uw.edu", "Seattle", "WA", "981", QTR, "128.95"),
    uni("Purdue University", "purdue.edu", "West Lafayette", "IN", "479", SEM, "128.210"), uni("Ohio State University", "osu.edu", "Columbus", "OH", "432", SEM, "128.146"),
    uni("University of California, San Diego", "ucsd.edu", "La Jolla", "CA", "920", QTR, "132.239"), uni("Rutgers University", "rutgers.edu", "New Brunswick", "NJ", "089", SEM, "128.6"),
    uni("University of Michigan", "umich.edu", "Ann Arbor", "MI", "481", SEM, "141.211"), uni("Northeastern University", "northeastern.edu", "Boston", "MA", "021", SEM, "129.10"),
    uni("University of Illinois Urbana-Champaign", "illinois.edu", "Urbana", "IL", "618", SEM, "130.126"), uni("North Carolina State University", "ncsu.edu", "Raleigh", "NC", "276", SEM, "152.7"),
    uni("University of Florida", "ufl.edu", "Gainesville", "FL", "326", SEM, "128.227"), uni("University of Maryland, College Park", "umd.edu", "College Park", "MD", "207", SEM, "128.8"),
    uni("University of California, Berkeley", "berkeley.edu", "Berkeley", "CA", "947", SEM, "128.32"), uni("New York University", "nyu.edu", "New York", "NY", "100", SEM, "128.122"),
    uni("University of Wisconsin-Madison", "wisc.edu", "Madison", "WI", "537", SEM, "144.92"), uni("University of Minnesota", "umn.edu", "Minneapolis", "MN", "554", SEM, "128.101"),
    uni("Carnegie Mellon University", "cmu.edu", "Pittsburgh", "PA", "152", SEM, "128.2"), uni("San Jose State University", "sjsu.edu", "San Jose", "CA", "951", SEM, "130.65"),
    uni("University of Utah", "utah.edu", "Salt Lake City", "UT", "841", SEM, "155.97"), uni("University of Colorado Boulder", "colorado.edu", "Boulder", "CO", "803", SEM, "128.138"),
    uni("University of Central Florida", "ucf.edu", "Orlando", "FL", "328", SEM, "132.170"), uni("Texas A&M University", "tamu.edu", "College Station", "TX", "778", SEM, "128.194"),
    uni("Massachusetts Institute of Technology", "mit.edu", "Cambridge", "MA", "021", SEM, "18.9"), uni("Stanford University", "stanford.edu", "Stanford", "CA", "943", QTR, "171.64"),
    uni("University of California, Los Angeles", "ucla.edu", "Los Angeles", "CA", "900", QTR, "128.97"), uni("University of California, Davis", "ucdavis.edu", "Davis", "CA", "956", QTR, "169.237"),
    uni("University of California, Irvine", "uci.edu", "Irvine", "CA", "926", QTR, "128.200"), uni("University of Southern California", "usc.edu", "Los Angeles", "CA", "900", SEM, "128.125"),
    uni("Northwestern University", "northwestern.edu", "Evanston", "IL", "602", QTR, "129.105"), uni("Drexel University", "drexel.edu", "Philadelphia", "PA", "191", QTR, "129.25"),
    uni("Oregon State University", "oregonstate.edu", "Corvallis", "OR", "973", QTR, "128.193"), uni("University of Oregon", "uoregon.edu", "Eugene", "OR", "974", QTR, "128.223"),
    uni("Boston University", "bu.edu", "Boston", "MA", "022", SEM, "128.197"), uni("University of Massachusetts Amherst", "umass.edu", "Amherst", "MA", "010", SEM, "128.119"),
    uni("Columbia University", "columbia.edu", "New York", "NY", "100", SEM, "128.59"), uni("University at Buffalo", "buffalo.edu", "Buffalo", "NY", "142", SEM, "128.205"),
    uni("Pennsylvania State University", "psu.edu", "University Park", "PA", "168", SEM, "128.118"), uni("University of Pittsburgh", "pitt.edu", "Pittsburgh", "PA", "152", SEM, "136.142"),
    uni("Johns Hopkins University", "jhu.edu", "Baltimore", "MD", "212", SEM, "128.220"), uni("Virginia Tech", "vt.edu", "Blacksburg", "VA", "240", SEM, "128.173"),
    uni("Duke University", "duke.edu", "Durham", "NC", "277", SEM, "152.3"), uni("Georgia State University", "gsu.edu", "Atlanta", "GA", "303", SEM, "131.96"),
    uni("University of Cincinnati", "uc.edu", "Cincinnati", "OH", "452", SEM, "129.137"), uni("Indiana University Bloomington", "iu.edu", "Bloomington", "IN", "474", SEM, "129.79"),
    uni("University of Illinois Chicago", "uic.edu", "Chicago", "IL", "606", SEM, "128.248"), uni("Washington University in St. Louis", "wustl.edu", "St. Louis", "MO", "631", SEM, "128.252"),
    uni("Vanderbilt University", "vanderbilt.edu", "Nashville", "TN", "372", SEM, "129.59"), uni("University of Texas at Dallas", "utdallas.edu", "Richardson", "TX", "750", SEM, "129.110"),
    uni("University of Houston", "uh.edu", "Houston", "TX", "772", SEM, "129.7"), uni("Rice University", "rice.edu", "Houston", "TX", "770", SEM, "128.42"),
    uni("University of New Mexico", "unm.edu", "Albuquerque", "NM", "871", SEM, "129.24"), uni("San Diego State University", "sdsu.edu", "San Diego", "CA", "921", SEM, "130.191"),
    far("University of Toronto", "utoronto.ca", "Toronto", "ON", "CA", CAN, "128.100"), far("University of Waterloo", "uwaterloo.ca", "Waterloo", "ON", "CA", CAN, "129.97"),
    far("McGill University", "mcgill.ca", "Montreal", "QC", "CA", CAN, "132.216"), far("University of British Columbia", "ubc.ca", "Vancouver", "BC", "CA", CAN, "137.82"),
    far("Imperial College London", "imperial.ac.uk", "London", "England", "GB", BRI, "155.198"), far("University of Manchester", "manchester.ac.uk", "Manchester", "England", "GB", BRI, "130.88"),
    far("University of Edinburgh", "ed.ac.uk", "Edinburgh", "Scotland", "GB", BRI, "129.215"), far("Technische Universität Berlin", "tu-berlin.de", "Berlin", "Berlin", "DE", GER, "130.149"),
    far("Technical University of Munich", "tum.de", "Munich", "Bavaria", "DE", GER, "129.187"), far("Warsaw University of Technology", "pw.edu.pl", "Warsaw", "Mazowieckie", "PL", POL, "194.29"),
    far("AGH University of Krakow", "agh.edu.pl", "Kraków", "Małopolskie", "PL", POL, "149.156"), far("Visvesvaraya Technological University", "vtu.ac.in", "Belagavi", "Karnataka", "IN", IND, ""),
    far("Osmania University", "osmania.ac.in", "Hyderabad", "Telangana", "IN", IND, ""), far("Savitribai Phule Pune University", "unipune.ac.in", "Pune", "Maharashtra", "IN", IND, ""),
    far("University of Mumbai", "mu.ac.in", "Mumbai", "Maharashtra", "IN", IND, ""), far("Indian Institute of Technology Hyderabad", "iith.ac.in", "Hyderabad", "Telangana", "IN", IND, ""),
    far("Universidade de São Paulo", "usp.br", "São Paulo", "SP", "BR", LAT, "143.107"), far("Universidade Estadual de Campinas", "unicamp.br", "Campinas", "SP", "BR", LAT, "143.106"),
    far("University of Lagos", "unilag.edu.ng", "Lagos", "Lagos", "NG", NIG, ""), far("University of Abuja", "uniabuja.edu.ng", "Abuja", "FCT", "NG", NIG, ""),
    far("De La Salle University", "dlsu.edu.ph", "Manila", "Metro Manila", "PH", PHI, ""), far("University of San Carlos", "usc.edu.ph", "Cebu City", "Cebu", "PH", PHI, ""),
    far("Universidad Nacional Autónoma de México", "unam.mx", "Mexico City", "CDMX", "MX", LAT, "132.248"), far("Universidad de Guadalajara", "udg.mx", "Guadalajara", "Jalisco", "MX", LAT, "148.202"),
];
pub(crate) static BOOTCAMPS: &[&str] = &["Ironridge Coding Academy", "Harborlight Software School", "Codewell Bootcamp", "Northgate Developer Institute", "Launchpath Web Academy", "Bytefield School of Code"];
pub(crate) static DORM_STREETS: &[&str] = &["Campus Drive", "College Avenue", "University Circle", "Quad Lane", "Dormitory Road", "Commons Way"];
/// Military addresses: street, place, region, postal prefix.
pub(crate) static BASES: &[(&str, &str, &str, &str)] = &[
    ("Building 4-2274, Normandy Drive", "Fort Liberty", "NC", "283"), ("Building 2140, Liggett Avenue", "Joint Base Lewis-McChord", "WA", "984"), ("Building 36008, Wratten Drive", "Fort Cavazos", "TX", "765"),
    ("Building 520, Vandegrift Boulevard", "Camp Pendleton", "CA", "920"), ("Building 1018, Specker Avenue", "Fort Carson", "CO", "809"), ("Building 35200, Ross Street", "Fort Eisenhower", "GA", "309"),
];
pub(crate) static SERVICES: &[&str] = &["U.S. Army", "U.S. Navy", "U.S. Air Force", "U.S. Marine Corps"];
/// Recruiting agencies: name, mail domain, telephone, first and last sentence of their template.
pub(crate) static AGENCIES: &[(&str, &str, &str, &str, &str)] = &[
    ("Brightwater Talent Partners", "brightwatertalent.com", "+13125842207", "Presented by Brightwater Talent Partners after a full technical and behavioral screening.", "All interviews with this consultant are to be arranged through Brightwater Talent Partners."),
    ("Keystone Contract Staffing", "keystonecontract.com", "+12152648813", "Keystone Contract Staffing is pleased to submit the following professional for your consideration.", "Rates, availability and references can be requested from your Keystone account manager."),
    ("Sagebrush Technical Recruiting", "sagebrushtech.com", "+17203419956", "Candidate profile prepared by Sagebrush Technical Recruiting from an interview and a skills assessment.", "Please direct every question about this candidate to the Sagebrush delivery desk."),
    ("Meridian IT Resourcing", "meridianresourcing.com", "+19722317740", "This consultant profile has been formatted by Meridian IT Resourcing for client review only.", "Meridian IT Resourcing has verified eligibility to work and notice period."),
    ("Foundry Lane Search", "foundrylane.com", "+16173982265", "Foundry Lane Search recommends this candidate following two rounds of internal conversations.", "Foundry Lane Search will coordinate scheduling, feedback and offer discussions."),
];

/// Fields of work, in this order everywhere: backend, frontend, data, machine learning, security, infrastructure, engineering, sales, finance, support, people.
pub(crate) const TECH_FIELDS: usize = 6;
pub(crate) const FIELDS: usize = 11;
pub(crate) static DEPARTMENTS: [&str; FIELDS] = ["Engineering", "Engineering", "Data", "Machine Learning", "Security", "Infrastructure", "Hardware", "Sales", "Finance", "Customer Support", "People"];
pub(crate) static TITLES: [&[&str]; FIELDS] = [
    &["Backend Engineer", "Software Engineer", "Software Developer", "API Engineer", "Platform Developer"], &["Frontend Engineer", "Web Developer", "UI Engineer", "Full Stack Developer", "Mobile Developer"],
    &["Data Engineer", "Data Analyst", "Analytics Engineer", "BI Developer"], &["Machine Learning Engineer", "Data Scientist", "ML Platform Engineer", "Applied Scientist"],
    &["Security Engineer", "Security Analyst", "Application Security Engineer", "SOC Analyst"], &["DevOps Engineer", "Site Reliability Engineer", "Cloud Engineer", "Systems Engineer", "Infrastructure Engineer"],
    &["Mechanical Engineer", "Electrical Engineer", "Manufacturing Engineer", "Test Engineer"], &["Account Executive", "Sales Development Representative", "Account Manager", "Sales Engineer"],
    &["Accountant", "Financial Analyst", "Accounts Payable Specialist", "Controller"], &["Support Specialist", "Customer Success Manager", "Support Engineer", "Technical Support Analyst"],
    &["HR Generalist", "Recruiter", "People Operations Partner", "Payroll Specialist"],
];
pub(crate) static AREAS: [&[&str]; FIELDS] = [
    &["Computer Science", "Software Engineering", "Computer Engineering", "Mathematics"], &["Computer Science", "Information Systems", "Graphic Design", "Software Engineering"], &["Statistics", "Data Science", "Computer Science", "Economics", "Mathematics"],
    &["Computer Science", "Statistics", "Physics", "Applied Mathematics"], &["Computer Science", "Cybersecurity", "Information Technology", "Criminal Justice"], &["Computer Science", "Information Technology", "Computer Engineering", "Network Engineering"],
    &["Mechanical Engineering", "Electrical Engineering", "Industrial Engineering", "Materials Science"], &["Business Administration", "Marketing", "Communications", "Economics"], &["Accounting", "Finance", "Economics", "Business Administration"],
    &["Communications", "English", "Information Systems", "Sociology"], &["Psychology", "Human Resources", "Business Administration", "Sociology"],
];

const fn t(name: &'static str, year: i64, number: i64, mask: u16) -> (&'static str, i64, u16) { (name, month(year, number), mask) }
const B: u16 = 1; const F: u16 = 2; const D: u16 = 4; const M: u16 = 8; const S: u16 = 16; const I: u16 = 32; const H: u16 = 64; const SA: u16 = 128; const FI: u16 = 256; const SU: u16 = 512; const PE: u16 = 1024;
/// Technologies and tools: name, month of the first public release, and the fields of work that use it (one bit each).
pub(crate) static TECH: &[(&str, i64, u16)] = &[
    t("Java", 1996, 1, B | D), t("Python", 1991, 2, B | D | M | S | I), t("C++", 1985, 10, B | M | H), t("SQL", 1986, 10, B | D | FI), t("PostgreSQL", 1996, 7, B | D | F), t("MySQL", 1995, 5, B | D | F), t("C#", 2002, 1, B | F),
    t("PHP", 1995, 6, B | F), t("Ruby on Rails", 2005, 12, B | F), t("Django", 2005, 7, B), t("Spring Boot", 2014, 4, B), t("Node.js", 2009, 5, B | F), t("Go", 2012, 3, B | I | S), t("Rust", 2015, 5, B | S), t("Kotlin", 2016, 2, B | F),
    t("GraphQL", 2015, 7, B | F), t("gRPC", 2015, 2, B), t("Redis", 2009, 5, B), t("MongoDB", 2009, 8, B | F), t("RabbitMQ", 2007, 2, B), t("Kafka", 2011, 1, B | D), t("Elasticsearch", 2010, 2, B | S | D), t("DynamoDB", 2012, 1, B),
    t("JavaScript", 1995, 12, F), t("jQuery", 2006, 8, F), t("React", 2013, 5, F), t("AngularJS", 2010, 10, F), t("Vue.js", 2014, 2, F), t("Next.js", 2016, 10, F), t("Svelte", 2016, 11, F), t("TypeScript", 2012, 10, F | B),
    t("React Native", 2015, 3, F), t("Swift", 2014, 6, F), t("Flutter", 2017, 5, F), t("Hadoop", 2006, 4, D), t("Spark", 2014, 5, D | M), t("Airflow", 2015, 6, D | M), t("Snowflake", 2014, 10, D), t("dbt", 2016, 3, D), t("BigQuery", 2011, 11, D | M),
    t("Flink", 2014, 8, D), t("Delta Lake", 2019, 4, D), t("Tableau", 2003, 5, D | FI), t("Power BI", 2015, 7, D | FI), t("scikit-learn", 2010, 2, M | D), t("pandas", 2009, 12, D | M), t("XGBoost", 2014, 3, M), t("TensorFlow", 2015, 11, M),
    t("PyTorch", 2017, 1, M), t("Keras", 2015, 3, M), t("MLflow", 2018, 6, M), t("Hugging Face Transformers", 2019, 9, M), t("LangChain", 2022, 10, M | B), t("vLLM", 2023, 6, M), t("R", 1995, 8, M | D), t("Splunk", 2003, 10, S), t("Burp Suite", 2003, 6, S),
    t("Wireshark", 2006, 6, S | I), t("Snort", 1998, 12, S), t("HashiCorp Vault", 2015, 4, S | I), t("Okta", 2010, 2, S), t("Microsoft Sentinel", 2019, 9, S), t("Nmap", 1997, 9, S), t("Linux", 1994, 3, I | S), t("Jenkins", 2011, 2, I), t("Docker", 2013, 3, I | B),
    t("Kubernetes", 2014, 6, I | B), t("Terraform", 2014, 7, I), t("Ansible", 2012, 2, I), t("Prometheus", 2015, 1, I), t("Grafana", 2014, 1, I), t("GitHub Actions", 2018, 10, I | F), t("Argo CD", 2018, 3, I), t("OpenTelemetry", 2019, 5, I | B), t("AWS Lambda", 2014, 11, I | B),
    t("Amazon EC2", 2006, 8, I), t("Nginx", 2004, 10, I), t("AutoCAD", 1982, 12, H), t("SolidWorks", 1995, 11, H), t("MATLAB", 1984, 12, H | M), t("LabVIEW", 1986, 10, H), t("Altium Designer", 2005, 12, H), t("Excel", 1985, 9, SA | FI | SU | PE | H),
    t("Salesforce", 2000, 2, SA | SU), t("HubSpot", 2006, 6, SA), t("PowerPoint", 1987, 4, SA | PE | FI), t("LinkedIn Sales Navigator", 2014, 7, SA), t("QuickBooks", 1992, 4, FI), t("NetSuite", 1998, 12, FI), t("SAP R/3", 1992, 7, FI | PE | H),
    t("Zendesk", 2007, 11, SU), t("Jira", 2002, 4, SU | B | F), t("Intercom", 2011, 8, SU), t("ServiceNow", 2004, 6, SU | PE), t("Workday", 2006, 11, PE | FI), t("BambooHR", 2008, 6, PE), t("Greenhouse", 2012, 6, PE),
];

/// Well-known employers with the city of their head office.
pub(crate) static EMPLOYERS: &[(&str, &str, &str, &str)] = &[
    ("Stripe", "South San Francisco", "CA", "US"), ("Salesforce", "San Francisco", "CA", "US"), ("Twilio", "San Francisco", "CA", "US"), ("Cloudflare", "San Francisco", "CA", "US"), ("Okta", "San Francisco", "CA", "US"), ("Atlassian US", "San Francisco", "CA", "US"),
    ("Adobe", "San Jose", "CA", "US"), ("Cisco", "San Jose", "CA", "US"), ("PayPal", "San Jose", "CA", "US"), ("Google", "Mountain View", "CA", "US"), ("Intuit", "Mountain View", "CA", "US"), ("NVIDIA", "Santa Clara", "CA", "US"), ("ServiceNow", "Santa Clara", "CA", "US"),
    ("Intel", "Santa Clara", "CA", "US"), ("Apple", "Cupertino", "CA", "US"), ("Qualcomm", "San Diego", "CA", "US"), ("Illumina", "San Diego", "CA", "US"), ("Snap", "Santa Monica", "CA", "US"), ("Riot Games", "Los Angeles", "CA", "US"), ("Edwards Lifesciences", "Irvine", "CA", "US"),
    ("Amazon", "Seattle", "WA", "US"), ("Microsoft", "Redmond", "WA", "US"), ("Expedia Group", "Seattle", "WA", "US"), ("Starbucks", "Seattle", "WA", "US"), ("Nike", "Beaverton", "OR", "US"), ("Tektronix", "Beaverton", "OR", "US"), ("Dell Technologies", "Round Rock", "TX", "US"),
    ("Indeed", "Austin", "TX", "US"), ("AT&T", "Dallas", "TX", "US"), ("Texas Instruments", "Dallas", "TX", "US"), ("Southwest Airlines", "Dallas", "TX", "US"), ("Rackspace Technology", "San Antonio", "TX", "US"), ("USAA", "San Antonio", "TX", "US"), ("BMC Software", "Houston", "TX", "US"),
    ("Halliburton", "Houston", "TX", "US"), ("Waste Management", "Houston", "TX", "US"), ("Ibotta", "Denver", "CO", "US"), ("Ball Corporation", "Westminster", "CO", "US"), ("Qualtrics", "Provo", "UT", "US"), ("Overstock", "Midvale", "UT", "US"), ("Micron Technology", "Boise", "ID", "US"),
    ("GoDaddy", "Tempe", "AZ", "US"), ("Carvana", "Tempe", "AZ", "US"), ("Zappos", "Las Vegas", "NV", "US"), ("Sandia National Laboratories", "Albuquerque", "NM", "US"), ("Target", "Minneapolis", "MN", "US"), ("Best Buy", "Richfield", "MN", "US"), ("Epic Systems", "Verona", "WI", "US"),
    ("Rockwell Automation", "Milwaukee", "WI", "US"), ("Northwestern Mutual", "Milwaukee", "WI", "US"), ("Grubhub", "Chicago", "IL", "US"), ("Morningstar", "Chicago", "IL", "US"), ("Boeing", "Chicago", "IL", "US"), ("Motorola Solutions", "Chicago", "IL", "US"), ("Eli Lilly", "Indianapolis", "IN", "US"),
    ("Cummins", "Columbus", "IN", "US"), ("Ford Motor Company", "Dearborn", "MI", "US"), ("General Motors", "Detroit", "MI", "US"), ("Rocket Mortgage", "Detroit", "MI", "US"), ("Duo Security", "Ann Arbor", "MI", "US"), ("Nationwide", "Columbus", "OH", "US"), ("Progressive", "Mayfield", "OH", "US"),
    ("Procter & Gamble", "Cincinnati", "OH", "US"), ("Kroger", "Cincinnati", "OH", "US"), ("Cerner", "Kansas City", "MO", "US"), ("Garmin", "Olathe", "KS", "US"), ("Edward Jones", "St. Louis", "MO", "US"), ("Union Pacific", "Omaha", "NE", "US"), ("HCA Healthcare", "Nashville", "TN", "US"),
    ("FedEx", "Memphis", "TN", "US"), ("Entergy", "New Orleans", "LA", "US"), ("Home Depot", "Atlanta", "GA", "US"), ("Delta Air Lines", "Atlanta", "GA", "US"), ("NCR", "Atlanta", "GA", "US"), ("Bank of America", "Charlotte", "NC", "US"), ("Lowe's", "Mooresville", "NC", "US"),
    ("Red Hat", "Raleigh", "NC", "US"), ("SAS Institute", "Cary", "NC", "US"), ("Capital One", "McLean", "VA", "US"), ("Booz Allen Hamilton", "McLean", "VA", "US"), ("Lockheed Martin", "Bethesda", "MD", "US"), ("Marriott International", "Bethesda", "MD", "US"), ("Blackboard", "Washington", "DC", "US"),
    ("Comcast", "Philadelphia", "PA", "US"), ("Vanguard", "Malvern", "PA", "US"), ("PNC", "Pittsburgh", "PA", "US"), ("Duolingo", "Pittsburgh", "PA", "US"), ("Prudential", "Newark", "NJ", "US"), ("ADP", "Roseland", "NJ", "US"), ("JPMorgan Chase", "New York", "NY", "US"),
    ("Etsy", "New York", "NY", "US"), ("Bloomberg", "New York", "NY", "US"), ("MongoDB", "New York", "NY", "US"), ("M&T Bank", "Buffalo", "NY", "US"), ("HubSpot", "Cambridge", "MA", "US"), ("Wayfair", "Boston", "MA", "US"), ("Fidelity Investments", "Boston", "MA", "US"),
    ("Raytheon", "Waltham", "MA", "US"), ("Royal Caribbean", "Miami", "FL", "US"), ("Chewy", "Plantation", "FL", "US"), ("Jabil", "St. Petersburg", "FL", "US"), ("Shopify", "Ottawa", "ON", "CA"), ("RBC", "Toronto", "ON", "CA"), ("Lightspeed", "Montreal", "QC", "CA"), ("Hootsuite", "Vancouver", "BC", "CA"),
    ("Monzo", "London", "England", "GB"), ("Ocado Technology", "Hatfield", "England", "GB"), ("Booking Group Manchester", "Manchester", "England", "GB"), ("Skyscanner", "Edinburgh", "Scotland", "GB"), ("Zalando", "Berlin", "Berlin", "DE"), ("Delivery Hero", "Berlin", "Berlin", "DE"), ("Siemens", "Munich", "Bavaria", "DE"),
    ("Allegro", "Warsaw", "Mazowieckie", "PL"), ("Comarch", "Kraków", "Małopolskie", "PL"), ("Infosys", "Bengaluru", "Karnataka", "IN"), ("Wipro", "Bengaluru", "Karnataka", "IN"), ("Flipkart", "Bengaluru", "Karnataka", "IN"), ("Cyient", "Hyderabad", "Telangana", "IN"), ("Persistent Systems", "Pune", "Maharashtra", "IN"),
    ("Nubank", "São Paulo", "SP", "BR"), ("CI&T", "Campinas", "SP", "BR"), ("Interswitch", "Lagos", "Lagos", "NG"), ("Andela Nigeria", "Lagos", "Lagos", "NG"), ("Globe Telecom", "Manila", "Metro Manila", "PH"), ("Kliento Solutions", "Cebu City", "Cebu", "PH"), ("Softtek", "Mexico City", "CDMX", "MX"), ("Wizeline", "Guadalajara", "Jalisco", "MX"),
];
/// Invented small employers; their head offices go round the cities.
pub(crate) static SMALL_EMPLOYERS: &[&str] = &[
    "Northlight Analytics", "Copperleaf Labs", "Tidewater Systems", "Quillmark Software", "Bluepeak Logistics", "Harrow & Finch", "Ridgeline Health", "Cinderpath", "Lanternworks", "Ostara Robotics", "Fieldnote", "Greyheron Consulting", "Papertrail Payments", "Sundial Insurance",
    "Mossgate Media", "Verdant Freight", "Anvil Street Studios", "Cobalt Pier", "Driftwood Games", "Halyard Networks", "Juniper Row Software", "Kestrel Mapping", "Lumen & Vale", "Marrowstone Bio", "Nettle Creek Foods", "Oxbow Energy", "Pinion Dynamics", "Quartz Hollow Security", "Redthread", "Saltbox Software",
    "Thimble Commerce", "Umberfield", "Vantage Orchard", "Wexford Tools", "Yarrow Clinical", "Zephyr Transit", "Amberline Credit", "Birchwater Data", "Cloudberry Apps", "Dovetail Supply", "Emberly", "Foxhall Mutual", "Glasswing AI", "Hearthside Realty", "Inkwell Learning", "Jetty Marine Systems", "Knotwork", "Larkspur Labs",
    "Mapleform", "Nightjar Audio", "Orchard Lane Dental IT", "Pebblebrook", "Quayside Ventures", "Rookery Studios", "Silverbirch Legal Tech", "Tallgrass Agronomy", "Undertow Sports", "Violet Harbor", "Whitepine Utilities", "Yellowstone Ledger", "Alderbrook Financial", "Brassfield Motors", "Cardinal Loop", "Deepwell Water",
    "Eastgate Telecom", "Flintlock Software", "Goldenrod Markets", "Hollowell Group", "Ironbark Mining Tech", "Jasper & Lowe", "Kilnworks", "Lockstep HR", "Millrace Software", "Newbridge Parking", "Oakhollow Schools", "Palisade Pharma", "Quickthorn", "Riverstone Courier", "Stonefly Labs", "Truepenny Bank", "Upland Genomics",
    "Vireo Travel", "Wintergreen Hosting", "Yewtree Archives", "Ashgrove Credit Union", "Bellwether Polling", "Cedar Flats Solar", "Dunmore Textiles", "Elmstead Home Care", "Farrier Fleet", "Gullwing Aviation IT", "Hexley Software", "Islay Imaging", "Jackdaw Retail", "Kettle River Brewing", "Longacre Farms Tech", "Moorland Print",
];
pub(crate) static REFEREE_TITLES: &[&str] = &["Engineering Manager", "Director", "Team Lead", "VP of Operations", "Senior Manager", "Principal"];
