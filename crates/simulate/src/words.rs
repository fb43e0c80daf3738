//! Words that sentences are made of. Every entry is a pair: a word and its synonym.

use crate::tables::FIELDS;

pub(crate) type Pair = [&'static str; 2];

pub(crate) static VERBS: &[Pair] = &[
    ["built", "developed"], ["designed", "drafted"], ["rebuilt", "reworked"], ["introduced", "brought in"], ["delivered", "shipped"], ["launched", "rolled out"], ["replaced", "swapped out"], ["maintained", "looked after"], ["extended", "expanded"],
    ["automated", "scripted"], ["migrated", "moved"], ["refactored", "restructured"], ["prototyped", "mocked up"], ["architected", "laid out"], ["hardened", "strengthened"], ["stabilized", "steadied"], ["simplified", "slimmed down"], ["modernized", "updated"],
    ["consolidated", "merged"], ["standardized", "unified"], ["rescued", "salvaged"], ["piloted", "trialed"], ["scaled", "grew"], ["owned", "was responsible for"], ["overhauled", "renewed"], ["implemented", "put in place"], ["tuned", "optimized"], ["documented", "wrote up"],
    ["evaluated", "assessed"], ["supervised", "oversaw"], ["coordinated", "organized"], ["established", "set up"], ["revived", "restarted"], ["split", "divided"], ["assembled", "put together"], ["reviewed", "examined"],
];
pub(crate) static GERUNDS: &[Pair] = &[
    ["reviewing", "going over"], ["sorting", "ordering"], ["replacing", "swapping"], ["merging", "combining"], ["tracking", "following"], ["simplifying", "reducing"], ["scheduling", "timing"], ["automating", "scripting"], ["auditing", "checking"],
    ["consolidating", "gathering"], ["rewriting", "redoing"], ["splitting", "dividing"], ["retiring", "phasing out"], ["standardizing", "aligning"], ["documenting", "writing down"], ["measuring", "quantifying"], ["batching", "grouping"], ["testing", "trying out"],
    ["untangling", "sorting out"], ["monitoring", "watching"], ["pruning", "trimming"], ["validating", "verifying"], ["migrating", "moving"], ["tuning", "adjusting"], ["reconciling", "matching"], ["centralizing", "pooling"], ["prioritizing", "ranking"],
    ["inspecting", "examining"], ["sampling", "spot-checking"], ["catching", "intercepting"],
];
pub(crate) static GROUPS: &[Pair] = &[
    ["the billing group", "the invoicing team"], ["field crews", "mobile staff"], ["regional managers", "area leads"], ["warehouse staff", "depot workers"], ["the claims desk", "claims handlers"], ["hospital partners", "clinic customers"], ["the growth team", "the acquisition group"],
    ["external auditors", "outside reviewers"], ["school districts", "education customers"], ["the pricing team", "pricing analysts"], ["call center agents", "phone agents"], ["store associates", "shop staff"], ["the loans division", "the lending unit"], ["research scientists", "lab researchers"],
    ["enterprise accounts", "large customers"], ["the onboarding team", "onboarding staff"], ["franchise owners", "franchisees"], ["driver partners", "couriers"], ["the risk office", "risk managers"], ["county governments", "public agencies"], ["the trading floor", "traders"],
    ["insurance brokers", "policy brokers"], ["the marketing crew", "marketers"], ["plant operators", "factory operators"], ["new hires", "incoming staff"], ["property managers", "building managers"], ["the returns desk", "returns handlers"], ["small merchants", "independent sellers"],
    ["pharmacists", "pharmacy staff"], ["the fraud unit", "fraud analysts"], ["content editors", "the editorial desk"], ["airline partners", "carrier partners"], ["the legal team", "in-house counsel"], ["nonprofit clients", "charities"], ["procurement", "the purchasing group"],
    ["event organizers", "conference hosts"],
];
pub(crate) static ROLES: &[Pair] = &[
    ["two designers", "a pair of designers"], ["three interns", "a trio of interns"], ["a vendor team", "an outside vendor"], ["one analyst", "a single analyst"], ["four contractors", "a contractor crew"], ["the product manager", "the product lead"], ["a remote squad", "a distributed squad"],
    ["two architects", "both architects"], ["a pilot customer", "a test customer"], ["five engineers", "a group of five"], ["the compliance lead", "the compliance officer"], ["a data steward", "a data owner"], ["junior colleagues", "newer colleagues"], ["a sister team", "a neighboring team"],
    ["the operations chief", "the head of operations"], ["six specialists", "half a dozen specialists"], ["a night shift", "the overnight shift"], ["two apprentices", "a couple of trainees"], ["finance partners", "finance colleagues"], ["an offshore group", "an overseas group"],
    ["the support lead", "the head of support"], ["three testers", "a small QA group"], ["a university lab", "an academic lab"], ["eight volunteers", "a volunteer group"], ["a consultant", "an outside adviser"], ["the site manager", "the facility manager"],
];
pub(crate) static MODIFIERS: [&[Pair]; 2] = [
    &[
        ["event-driven", "message-based"], ["multi-tenant", "shared"], ["fault-tolerant", "resilient"], ["real-time", "live"], ["legacy", "aging"], ["self-service", "do-it-yourself"], ["high-volume", "busy"], ["low-latency", "fast"], ["distributed", "decentralized"],
        ["modular", "component-based"], ["cloud-hosted", "hosted"], ["versioned", "revisioned"], ["cached", "memoized"], ["asynchronous", "non-blocking"], ["containerized", "packaged"], ["configurable", "adjustable"], ["searchable", "indexed"], ["audited", "traceable"],
        ["nightly", "overnight"], ["customer-facing", "public"], ["internal", "in-house"], ["mission-critical", "critical"], ["lightweight", "small"], ["replicated", "mirrored"], ["sharded", "partitioned"], ["headless", "backend-only"], ["rate-limited", "throttled"],
        ["monolithic", "single-piece"], ["automated", "hands-off"], ["regional", "zone-local"], ["tiered", "layered"], ["test-covered", "well-tested"], ["brittle", "fragile"], ["read-heavy", "query-heavy"], ["experimental", "exploratory"], ["cross-region", "multi-site"],
    ],
    &[
        ["quarterly", "three-monthly"], ["regional", "local"], ["paperless", "digital"], ["customer-facing", "public"], ["company-wide", "firm-wide"], ["seasonal", "periodic"], ["lean", "streamlined"], ["manual", "hand-kept"], ["bilingual", "two-language"],
        ["structured", "formal"], ["weekly", "seven-day"], ["multi-site", "many-site"], ["audited", "controlled"], ["high-volume", "busy"], ["pilot", "trial"], ["cross-functional", "interdepartmental"], ["outsourced", "third-party"], ["compliant", "by-the-book"],
        ["shared", "common"], ["standard", "uniform"], ["backlogged", "overdue"], ["flexible", "adaptable"], ["costly", "expensive"], ["neglected", "overlooked"], ["first-ever", "inaugural"], ["complex", "intricate"], ["long-running", "multi-year"], ["small", "modest"],
        ["demanding", "exacting"], ["confidential", "private"],
    ],
];
pub(crate) static OBJECTS: [&[Pair]; 2] = [
    &[
        ["slow queries", "long-running queries"], ["flaky tests", "unstable tests"], ["stale caches", "outdated caches"], ["duplicate records", "double entries"], ["orphaned jobs", "abandoned jobs"], ["noisy alerts", "false alarms"], ["hot partitions", "overloaded partitions"],
        ["unused indexes", "idle indexes"], ["shared secrets", "stored credentials"], ["schema changes", "table changes"], ["deploy scripts", "release scripts"], ["legacy endpoints", "old endpoints"], ["log formats", "log layouts"], ["retry storms", "retry floods"],
        ["memory leaks", "heap growth"], ["feature flags", "release toggles"], ["access rules", "permission rules"], ["vendor APIs", "partner interfaces"], ["data contracts", "schema contracts"], ["batch windows", "job windows"], ["error budgets", "failure budgets"],
        ["edge cases", "corner cases"], ["circular imports", "cyclic modules"], ["test fixtures", "sample data"], ["backup routines", "restore drills"], ["service boundaries", "module borders"], ["build steps", "compile stages"], ["configuration drift", "settings drift"],
        ["queue consumers", "queue workers"], ["incident notes", "outage reports"], ["cold starts", "slow starts"], ["payload sizes", "message sizes"], ["timeouts", "deadline errors"], ["package upgrades", "dependency bumps"], ["dead code", "unused code"], ["type errors", "typing gaps"],
    ],
    &[
        ["supplier quotes", "vendor offers"], ["quarterly forecasts", "three-month outlooks"], ["open tickets", "pending requests"], ["expense reports", "cost claims"], ["contract terms", "agreement terms"], ["training notes", "course handouts"], ["renewal dates", "expiry dates"],
        ["shift rosters", "staff schedules"], ["late invoices", "overdue bills"], ["onboarding steps", "starter tasks"], ["pricing sheets", "rate cards"], ["call scripts", "phone guides"], ["survey answers", "questionnaire replies"], ["policy drafts", "draft rules"],
        ["tooling costs", "equipment spend"], ["lead lists", "prospect lists"], ["safety checks", "hazard reviews"], ["spare parts", "replacement parts"], ["meeting notes", "minutes"], ["bank statements", "account statements"], ["job postings", "vacancies"],
        ["territory maps", "area plans"], ["drawings", "blueprints"], ["test reports", "lab reports"], ["return requests", "refund requests"], ["budget lines", "cost lines"], ["tax filings", "tax forms"], ["help articles", "guides"], ["escalations", "urgent cases"], ["audit trails", "audit records"],
    ],
];
pub(crate) static NOUNS: [&[Pair]; FIELDS] = [
    &[
        ["payments service", "payment backend"], ["order API", "ordering interface"], ["ledger", "bookkeeping core"], ["notification hub", "messaging hub"], ["inventory service", "stock backend"], ["search backend", "search service"], ["booking engine", "reservation engine"],
        ["identity provider", "login service"], ["rules engine", "decision engine"], ["webhook gateway", "callback gateway"], ["scheduling service", "calendar backend"], ["document store", "file store"], ["quota service", "limits service"], ["tax calculator", "tax module"],
        ["import tool", "ingestion tool"], ["billing core", "invoice core"], ["catalog API", "product API"], ["claims processor", "claims backend"], ["session store", "session cache"], ["export pipeline", "extract job"], ["coupon engine", "discount engine"], ["mail relay", "mail sender"],
    ],
    &[
        ["design system", "component kit"], ["checkout page", "payment page"], ["admin console", "back-office screen"], ["dashboard", "overview screen"], ["mobile app", "phone app"], ["form builder", "form editor"], ["onboarding flow", "sign-up flow"], ["chart library", "graph library"],
        ["search page", "results page"], ["storefront", "shop front"], ["patient portal", "client portal"], ["map view", "map screen"], ["chat widget", "chat panel"], ["marketing site", "landing site"], ["image editor", "photo editor"], ["accessibility layer", "assistive layer"],
        ["router", "navigation layer"], ["notification center", "alerts screen"], ["booking calendar", "date picker"], ["profile screen", "account page"], ["upload page", "file uploader"], ["report viewer", "report page"],
    ],
    &[
        ["warehouse model", "star schema"], ["ingestion pipeline", "load pipeline"], ["revenue report", "income report"], ["event stream", "event feed"], ["metrics layer", "semantic layer"], ["churn dashboard", "retention dashboard"], ["data catalog", "dataset index"],
        ["quality monitor", "freshness monitor"], ["customer table", "client table"], ["forecast sheet", "projection model"], ["attribution model", "credit model"], ["lineage tracker", "provenance tracker"], ["data lake", "raw store"], ["reporting mart", "report store"],
        ["snapshot job", "history job"], ["cohort analysis", "group analysis"], ["experiment readout", "test readout"], ["sync tool", "replication tool"], ["archive job", "retention job"], ["usage export", "usage extract"], ["cost report", "spend report"], ["geo dataset", "location dataset"],
    ],
    &[
        ["ranking model", "ranker"], ["demand forecast", "demand model"], ["feature store", "feature service"], ["training pipeline", "training loop"], ["image classifier", "vision model"], ["fraud model", "anomaly model"], ["recommendation engine", "recommender"], ["labeling tool", "annotation tool"],
        ["inference service", "prediction service"], ["text classifier", "topic model"], ["embedding index", "vector index"], ["evaluation harness", "scoring harness"], ["price optimizer", "pricing model"], ["entity matcher", "record matcher"], ["speech model", "voice model"],
        ["model registry", "model store"], ["drift monitor", "shift monitor"], ["search ranker", "result ranker"], ["churn model", "attrition model"], ["routing optimizer", "route planner"], ["document parser", "form reader"], ["simulation", "simulator"],
    ],
    &[
        ["detection pipeline", "alert pipeline"], ["access review", "permission review"], ["secrets vault", "credential store"], ["threat model", "risk model"], ["phishing program", "lure exercise"], ["patching process", "update process"], ["sign-in policy", "login policy"],
        ["scanner", "scanning service"], ["bug bounty", "disclosure program"], ["firewall baseline", "network baseline"], ["incident playbook", "response playbook"], ["audit trail", "audit log"], ["key rotation", "key renewal"], ["device baseline", "laptop baseline"],
        ["log archive", "log store"], ["vendor review", "supplier review"], ["penetration test", "red team test"], ["code review gate", "merge gate"], ["certificate inventory", "certificate list"], ["segmentation plan", "network split"],
    ],
    &[
        ["deploy pipeline", "release pipeline"], ["cluster", "node fleet"], ["monitoring stack", "observability stack"], ["build farm", "build fleet"], ["backup system", "restore system"], ["network mesh", "service mesh"], ["image registry", "artifact store"], ["on-call rota", "pager rota"],
        ["log pipeline", "log collector"], ["load balancer", "traffic balancer"], ["staging environment", "test environment"], ["cost dashboard", "spend dashboard"], ["database fleet", "database estate"], ["DNS setup", "name service"], ["autoscaler", "scaling controller"],
        ["disaster drill", "failover drill"], ["config store", "settings store"], ["storage tier", "disk tier"], ["runbook library", "procedure library"], ["edge proxy", "front proxy"], ["module library", "template library"], ["datacenter move", "site move"],
    ],
    &[
        ["test bench", "test stand"], ["enclosure", "housing"], ["motor mount", "drive mount"], ["wiring harness", "cable set"], ["assembly line", "production line"], ["pump housing", "pump casing"], ["sensor board", "sensor card"], ["fixture", "jig"], ["cooling loop", "chiller loop"],
        ["gearbox", "transmission"], ["power supply", "power unit"], ["packaging cell", "packing cell"], ["valve body", "valve block"], ["control cabinet", "switch cabinet"], ["prototype", "first article"], ["mold", "casting tool"], ["conveyor", "belt line"], ["bracket family", "mount family"],
    ],
    &[
        ["sales playbook", "selling guide"], ["outbound program", "prospecting program"], ["partner channel", "reseller channel"], ["territory plan", "area plan"], ["demo script", "demo story"], ["renewal process", "renewals desk"], ["proposal library", "offer library"], ["account plan", "client plan"],
        ["referral scheme", "referral program"], ["pricing proposal", "price offer"], ["trade show program", "fair program"], ["pipeline review", "deal review"], ["upsell campaign", "expansion campaign"], ["lead desk", "inbound desk"], ["customer council", "client board"], ["tender response", "bid response"],
    ],
    &[
        ["month-end close", "closing process"], ["cash forecast", "cash outlook"], ["audit file", "audit folder"], ["chart of accounts", "account plan"], ["expense policy", "spending policy"], ["budget model", "budget workbook"], ["payables desk", "payment desk"], ["revenue schedule", "income schedule"],
        ["tax package", "tax return set"], ["cost center map", "cost structure"], ["vendor file", "supplier file"], ["board report", "board pack"], ["credit review", "credit check"], ["fixed asset list", "asset register"], ["payroll run", "salary run"], ["intercompany ledger", "group ledger"],
    ],
    &[
        ["help center", "knowledge base"], ["ticket queue", "support queue"], ["escalation path", "escalation route"], ["macro library", "reply library"], ["onboarding program", "welcome program"], ["community forum", "user forum"], ["chat desk", "live chat"], ["satisfaction survey", "feedback survey"],
        ["training course", "product course"], ["status page", "incident page"], ["renewal outreach", "renewal calls"], ["returns process", "refund process"], ["weekend rota", "weekend roster"], ["bug triage", "defect triage"], ["quality review", "call review"], ["phone line", "hotline"],
    ],
    &[
        ["hiring plan", "recruiting plan"], ["performance cycle", "review cycle"], ["benefits package", "benefits plan"], ["training catalog", "course catalog"], ["engagement survey", "staff survey"], ["onboarding week", "starter week"], ["leave policy", "absence policy"], ["pay structure", "salary bands"],
        ["campus program", "graduate program"], ["interview guide", "interview kit"], ["exit process", "leaver process"], ["mentoring scheme", "mentor program"], ["personnel file", "staff file"], ["job architecture", "role framework"], ["wellness program", "health program"], ["relocation process", "moving process"],
    ],
];
/// Measures that one wants smaller, for technical and for other work.
pub(crate) static COSTS: [&[Pair]; 2] = [
    &[
        ["checkout latency", "payment latency"], ["error rates", "failure rates"], ["cloud spend", "hosting bills"], ["build times", "compile times"], ["page weight", "page size"], ["on-call pages", "night alerts"], ["recovery time", "restore time"], ["query cost", "query spend"],
        ["support tickets", "help requests"], ["deploy time", "release time"], ["memory use", "memory footprint"], ["review backlog", "review queue"], ["failed jobs", "broken runs"], ["data lag", "data delay"], ["open findings", "open vulnerabilities"], ["storage growth", "disk growth"],
        ["regressions", "repeat defects"], ["timeouts", "request timeouts"], ["manual steps", "handwork"], ["lead time", "cycle time"], ["false positives", "false alarms"], ["cold-start time", "startup time"],
    ],
    &[
        ["handling time", "handle time"], ["overdue balances", "late balances"], ["rework", "repeat work"], ["scrap", "waste"], ["staff turnover", "attrition"], ["complaints", "grievances"], ["travel costs", "travel spend"], ["days to close", "closing days"], ["paper use", "printing"],
        ["time to hire", "hiring time"], ["waiting time", "queue time"], ["write-offs", "bad debt"], ["cost per lead", "lead cost"], ["unit cost", "piece cost"], ["overtime", "extra hours"], ["churned accounts", "lost accounts"],
    ],
];
/// Measures that one wants larger.
pub(crate) static GAINS: [&[Pair]; 2] = [
    &[
        ["throughput", "request volume"], ["test coverage", "tested lines"], ["sign-ups", "registrations"], ["conversion", "conversion rates"], ["cache hits", "cache efficiency"], ["precision", "model precision"], ["uptime", "availability"], ["adoption", "internal adoption"],
        ["release frequency", "deploy frequency"], ["match rates", "matching accuracy"], ["search relevance", "result quality"], ["data freshness", "data timeliness"], ["session length", "time on site"], ["detection coverage", "rule coverage"], ["weekly users", "active users"], ["recall", "model recall"],
        ["page scores", "page ratings"], ["reuse", "code reuse"],
    ],
    &[
        ["renewals", "renewed contracts"], ["response rates", "reply rates"], ["first-pass yield", "first-time yield"], ["collections", "cash collected"], ["win rates", "closed deals"], ["satisfaction scores", "survey scores"], ["qualified leads", "good leads"], ["output", "line output"],
        ["offer acceptance", "accepted offers"], ["attendance", "turnout"], ["accuracy", "correctness"], ["margins", "gross margin"], ["referrals", "recommended hires"], ["retention", "customer retention"],
    ],
];
pub(crate) static CUT: &[Pair] = &[["cut", "trimmed"], ["reduced", "lowered"], ["shrank", "squeezed"], ["brought down", "pushed down"], ["curbed", "held back"], ["pared", "shaved"], ["slashed", "dropped"], ["eased", "lessened"]];
pub(crate) static RAISED: &[Pair] = &[["raised", "lifted"], ["improved", "bettered"], ["increased", "boosted"], ["grew", "expanded"], ["pushed up", "drove up"], ["strengthened", "bolstered"], ["advanced", "moved up"]];
pub(crate) static FELL: &[Pair] = &[["fell", "dropped"], ["went down", "declined"], ["sank", "decreased"], ["came down", "shrank"]];
pub(crate) static ROSE: &[Pair] = &[["rose", "climbed"], ["went up", "increased"], ["grew", "gained"], ["improved", "picked up"]];

pub(crate) static TRAITS: &[Pair] = &[
    ["hands-on", "practical"], ["curious", "inquisitive"], ["detail-minded", "careful"], ["patient", "calm"], ["pragmatic", "down-to-earth"], ["versatile", "flexible"], ["methodical", "systematic"], ["outgoing", "sociable"], ["self-taught", "largely self-taught"], ["seasoned", "experienced"],
    ["reliable", "dependable"], ["inventive", "resourceful"], ["quality-minded", "thorough"], ["mission-driven", "purpose-driven"], ["analytical", "numbers-minded"], ["customer-minded", "user-minded"], ["adaptable", "quick-learning"], ["plain-spoken", "straightforward"], ["energetic", "lively"],
    ["disciplined", "organized"], ["thoughtful", "considerate"], ["persistent", "tenacious"], ["broad-ranging", "generalist"], ["focused", "single-minded"], ["collaborative", "team-minded"], ["independent", "self-directed"], ["multilingual", "polyglot"], ["quiet", "low-key"],
];
pub(crate) static INDUSTRIES: &[Pair] = &[
    ["logistics", "freight"], ["health care", "medicine"], ["retail banking", "consumer banking"], ["insurance", "underwriting"], ["e-commerce", "online retail"], ["education", "schooling"], ["energy", "utilities"], ["travel", "tourism"], ["media", "publishing"], ["gaming", "games"],
    ["real estate", "property"], ["agriculture", "farming"], ["public services", "government"], ["telecom", "telephony"], ["advertising", "ad tech"], ["manufacturing", "industrial production"], ["biotech", "life sciences"], ["automotive", "mobility"], ["payments", "payment processing"],
    ["hospitality", "restaurants"], ["construction", "building trades"], ["aerospace", "aviation"], ["human resources", "staffing"], ["consumer goods", "packaged goods"], ["nonprofits", "charities"], ["cybersecurity", "information security"], ["sports", "athletics"], ["fashion", "apparel"],
    ["food delivery", "meal delivery"], ["capital markets", "trading"],
];
pub(crate) static VALUES: &[Pair] = &[
    ["clear writing", "plain documents"], ["honest estimates", "realistic planning"], ["small releases", "short iterations"], ["careful testing", "thorough tests"], ["steady pace", "sustainable work"], ["open feedback", "frank feedback"], ["tidy code reviews", "kind reviews"], ["measured decisions", "evidence"],
    ["customer contact", "time with users"], ["simple designs", "plain designs"], ["good tooling", "decent tools"], ["shared ownership", "joint responsibility"], ["quick answers", "fast replies"], ["deep focus", "quiet hours"], ["teaching others", "passing on knowledge"], ["safe changes", "reversible changes"],
    ["accessible products", "inclusive products"], ["low ceremony", "few meetings"], ["craftsmanship", "solid work"], ["curiosity", "room to learn"], ["clean data", "trustworthy data"], ["calm operations", "boring operations"], ["fair process", "even-handedness"], ["long-term thinking", "patience"],
];
pub(crate) static SIZES: &[Pair] = &[
    ["small", "compact"], ["growing", "expanding"], ["distributed", "remote-first"], ["senior", "experienced"], ["product-minded", "product-led"], ["mission-led", "purposeful"], ["mixed", "diverse"], ["mature", "established"], ["young", "newly formed"], ["close-knit", "tight"], ["curious", "inquiring"], ["hybrid", "part-remote"],
];
/// Sentences that résumé advice pages hand out and many people copy.
pub(crate) static ADVICE: &[&str] = &[
    "Results-driven professional with a proven track record of delivering high-quality solutions on time and within budget.", "Excellent communication and interpersonal skills with the ability to work independently and as part of a team.",
    "Collaborated with cross-functional teams to define, design, and ship new features.", "Participated in code reviews to ensure code quality and adherence to best practices.", "Proven ability to thrive in a fast-paced environment while managing multiple priorities.",
    "Highly motivated self-starter with a passion for continuous learning and professional growth.", "Worked closely with stakeholders to gather requirements and translate them into technical specifications.", "Strong problem-solving skills and keen attention to detail.",
    "Designed and developed scalable web applications using modern technologies and industry best practices.", "Implemented continuous integration and continuous deployment pipelines to streamline the release process.", "Mentored junior developers and conducted regular knowledge sharing sessions.",
    "Responsible for the full software development life cycle from requirements gathering to deployment and maintenance.", "Improved application performance by identifying and resolving bottlenecks in the code base.", "Dynamic team player with a demonstrated history of exceeding expectations.",
    "Developed RESTful APIs to support the integration of third-party services.", "Actively participated in daily stand-ups, sprint planning, and retrospectives in an agile environment.", "Wrote unit and integration tests to maintain high code coverage and reduce production defects.",
    "Seeking a challenging position where I can utilize my skills and contribute to the success of the organization.", "Ensured the technical feasibility of user interface designs and optimized applications for maximum speed and scalability.", "Created and maintained comprehensive technical documentation for internal and external users.",
    "Recognized for exceptional performance and promoted within the first year of employment.", "Spearheaded the migration of legacy systems to a modern cloud-based architecture.", "Established strong working relationships with clients, vendors, and internal departments.",
    "Maintained strict confidentiality while handling sensitive customer information.", "Leveraged data-driven insights to inform strategic decision making across the organization.", "Provided technical support and troubleshooting to resolve customer issues in a timely manner.",
    "Consistently met or exceeded monthly targets through effective time management and organization.", "Successfully managed multiple projects simultaneously while meeting tight deadlines.", "Optimized database queries to reduce response times and improve overall user experience.",
    "Passionate about building products that make a meaningful difference in the lives of users.", "Demonstrated leadership by guiding the team through complex challenges and changing priorities.", "Built responsive user interfaces that work seamlessly across desktop and mobile devices.",
    "Adept at learning new technologies quickly and applying them to solve business problems.", "Managed the end-to-end delivery of key initiatives from conception to launch.", "Gathered user feedback and iterated on designs to enhance usability and customer satisfaction.",
    "Fostered a culture of collaboration, accountability, and continuous improvement.", "Analyzed complex data sets to identify trends and provide actionable recommendations.", "Automated repetitive tasks to increase efficiency and free up time for higher-value work.",
    "Followed security best practices to protect applications against common vulnerabilities.", "Bachelor's degree holder with solid foundations in data structures, algorithms, and object-oriented design.",
];
/// Questions of the form and short answers.
pub(crate) static QUESTIONS: &[(&str, &[&str])] = &[
    ("Are you authorized to work in the country of this position?", &["Yes", "Yes, without sponsorship", "Yes, I do not need a visa", "Yes."]),
    ("When could you start?", &["Two weeks after an offer", "Immediately", "In about a month", "I have a notice period of four weeks", "Within three weeks", "First of next month"]),
    ("What are your salary expectations?", &["Negotiable", "In line with the posted range", "Open to discussion", "Upper half of the range", "Depends on the total package"]),
    ("How did you hear about us?", &["Job board", "LinkedIn", "A friend", "Your website", "A newsletter", "Recruiter", "A conference talk"]),
];
