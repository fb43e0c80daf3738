//! Words that tell what a line of a résumé is, in English, German, French, Spanish, Portuguese, Polish and Turkish.
//!
//! All are lower case. They come from the usual templates of each country (Europass and its national forms, and the headings that word
//! processors' résumé templates use); a word that is missing costs recall, never a wrong field.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a part of a résumé is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Summary,
    Contact,
    Work,
    Education,
    Skills,
    Languages,
    Projects,
    Certificates,
    Publications,
    Interests,
    References,
    Other,
}

/// Signs that begin items of lists.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '‣' | '▪' | '▫' | '●' | '○' | '◦' | '■' | '□' | '◆' | '◇' | '►' | '▸' | '▶' | '➢' | '➤' | '✓' | '✔' | '⁃' | '∙' | '·' | '‧' | '⦿' | '❖' | '\u{f0b7}' | '\u{f0a7}'
    )
}

/// Signs that begin headings as well as items of lists.
pub(super) fn is_heading_mark(c: char) -> bool {
    matches!(c, '◆' | '◇' | '■' | '□' | '❖' | '▶' | '►' | '▸' | '➤' | '➢' | '●' | '▪' | '>' | '»' | '—' | '–')
}

/// Whether a word needs another one after it, so that a line that ends with it goes on.
pub(super) fn needs_another(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "of" | "and" | "the" | "to" | "for" | "with" | "in" | "at" | "&" | "und" | "der" | "für" | "mit" | "von" | "et" | "de" | "des" | "du" | "la" | "les" | "pour" | "y" | "del" | "para" | "con" | "e" | "da" | "do" | "dos" | "em" | "i" | "w" | "na" | "oraz" | "ve" | "ile" | "için" | "d'" | "à"
    )
}

/// Signs of icon fonts and pictographs, which say nothing here.
pub(super) fn is_icon(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0xFE0F) && !is_bullet(c)
}

/// Words of a text in lower case, letters and digits only.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        lower(word, &mut out);
    }
    out
}

/// Lower case without the dot that Turkish capitals leave behind, and with one letter for both its forms of i, which capitals do not tell apart.
fn lower(word: &str, out: &mut String) {
    out.extend(word.chars().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}').map(|c| if c == 'ı' { 'i' } else { c }));
}

/// A list of words as [`plain`] writes them.
fn set(words: &'static [&'static str]) -> HashSet<String> {
    words.iter().map(|word| plain(word)).collect()
}

/// The section that a line is the heading of.
pub(super) fn heading(line: &str) -> Option<Section> {
    if line.chars().count() > 60 || line.contains('@') || line.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut text = plain(line);
    // E X P E R I E N C E
    if text.len() > 5 && text.split(' ').all(|w| w.chars().count() == 1) {
        text = text.replace(' ', "");
    }
    if let Some(found) = listed(&text) {
        return Some(found);
    }
    // `Wissenschaftlicher Werdegang`, `Programmierkenntnisse`
    if line.split_whitespace().count() <= 3
        && !line.contains(',')
        && line.chars().next().is_some_and(char::is_uppercase)
        && let Some(last) = text.split(' ').next_back()
    {
        let ends = |ends: &[&str]| ends.iter().any(|end| last.ends_with(end));
        if ends(&["werdegang", "laufbahn", "tätigkeit", "tätigkeiten", "erfahrung", "erfahrungen"]) {
            return Some(if ["schul", "akadem", "bildung"].iter().any(|stem| text.contains(stem)) { Section::Education } else { Section::Work });
        }
        if ends(&["kenntnisse", "kompetenzen", "fähigkeiten", "fertigkeiten", "schwerpunkte"]) && !text.contains("sozial") && !text.contains("persönlich") {
            return Some(if text.contains("sprach") { Section::Languages } else { Section::Skills });
        }
    }
    // `Research Skills`, `Laboratory experience`
    if let Some((kind, last)) = text.rsplit_once(' ')
        && line.split_whitespace().count() <= 3
        && !line.contains(',')
    {
        let experience = [
            "research", "teaching", "clinical", "laboratory", "leadership", "industry", "military", "project", "consulting", "international", "editorial", "design", "legal", "academic", "administrative", "internship", "sales", "management", "field",
            "engineering", "software", "development", "professional work", "hospitality", "nursing", "freelance", "contract", "agency", "banking", "finance", "hospital", "classroom", "practical",
        ];
        match last {
            "skills" if !kind.contains("soft") && !kind.contains("personal") => return Some(Section::Skills),
            "experience" | "employment" if experience.contains(&kind) => return Some(Section::Work),
            "appointments" | "positions" if kind.split(' ').count() == 1 => return Some(Section::Work),
            _ => {}
        }
    }
    // `Education & Certifications`: the first of two counts, where both are headings.
    for joint in [" and ", " und ", " et ", " y ", " e ", " i ", " oraz ", " ve ", " "] {
        let Some((first, second)) = text.split_once(joint).filter(|_| joint != " " || line.contains(['&', '/', '+', ',', '|'])) else { continue };
        let main = |section: &Section| matches!(section, Section::Work | Section::Education | Section::Skills | Section::Languages);
        match (listed(first), listed(second)) {
            (Some(first), Some(_)) => return Some(first),
            // `Skills & Abilities`: one part is enough where it is the name of a main section.
            (Some(first), None) if line.split_whitespace().count() <= 4 && line.contains('&') => return Some(first),
            (Some(one), None) | (None, Some(one)) if main(&one) && line.split_whitespace().count() <= 4 && !line.contains(',') => return Some(one),
            _ => {}
        }
    }
    None
}

/// What a line that is set off like a heading is about, by the beginnings of its words.
pub(super) fn like_heading(line: &str) -> Option<Section> {
    let text = plain(line);
    let begins = |stems: &[&str]| text.split(' ').any(|w| stems.iter().any(|stem| w.starts_with(stem)));
    [
        (Section::Languages, ["language", "sprach", "idioma", "języ", "langue", "dil", "línguas"].as_slice()),
        (Section::Education, &["educat", "academ", "académ", "akadem", "ausbild", "studi", "schul", "formac", "formaç", "eğit", "egit", "öğren", "wykszt", "edukac", "diplom", "diplôm", "scolar", "degree", "qualific", "training"]),
        (Section::Skills, &["skill", "conocim", "conhecim", "kenntnis", "kompeten", "compét", "competen", "competên", "umiej", "becer", "tools", "werkzeug", "technolog", "tecnolog", "yetkin", "können", "schwerpunkt", "method", "fähigk", "proficien", "expertise", "fachgebiet"]),
        (Section::Work, &["experi", "expéri", "labor", "employ", "emplo", "beruf", "career", "karrier", "carrer", "zawod", "praca", "pracy", "doświad", "deneyim", "iş", "tätigkeit", "erfahrung", "stationen", "appointment", "projekte", "projects", "assignments"]),
    ]
    .into_iter()
    .find(|(_, stems)| begins(stems))
    .map(|(section, _)| section)
}

fn listed(text: &str) -> Option<Section> {
    static WORDS: LazyLock<HashMap<String, Section>> =
        LazyLock::new(|| HEADINGS.iter().rev().flat_map(|(section, words)| words.iter().map(|word| (plain(word), *section))).collect());
    WORDS.get(text).copied()
}

const HEADINGS: &[(Section, &[&str])] = &[
    (
        Section::Work,
        &[
            "experience", "work experience", "professional experience", "employment", "employment history", "work history", "career", "career history",
            "professional background", "work", "relevant experience", "industry experience", "experience and employment", "professional history",
            "employment experience", "selected experience", "additional experience", "other experience", "internships", "internship experience",
            "clinical experience", "teaching experience", "career summary and experience", "where i have worked", "where i ve worked", "project history", "projekthistorie", "projektliste", "projektübersicht", "freelance projects", "client projects", "historial de proyectos", "contract history", "missions", "missions freelance", "what i ve done", "professional journey", "assignments", "selected assignments", "engagements", "client engagements", "consulting experience", "nursing experience", "professional appointments", "academic appointments", "appointments", "industry employment", "leadership and experience", "work experience and internships", "experience and internships", "relevant professional experience", "full time experience", "part time employment", "career highlights and experience", "professional experience and internships", "practical experience", "software experience", "development experience", "legal experience", "management experience", "accounting experience", "jobs",
            "positions", "positions held", "experience highlights", "recent experience", "work and experience", "freelance experience",
            "volunteer experience and work", "engineering experience", "technical experience", "research experience", "career experience",
            "professional employment", "previous experience", "earlier experience", "earlier career", "relevant work experience", "relevant employment",
            // de
            "berufserfahrung", "praxis", "erfahrung", "erfahrungen", "laufbahn", "projekte auswahl", "przebieg pracy", "antecedentes laborales", "my journey", "my career", "my experience", "my work", "historia pracy", "moje doświadczenie", "experiencias", "experiencias laborales", "postes occupés", "mes expériences", "expériences clés", "kariyerim", "iş hayatı", "experiência e projetos", "cargos ocupados", "berufliche praxis", "praktische tätigkeiten", "praktika und nebentätigkeiten", "nebentätigkeiten", "berufserfahrung und praktika", "praktika und werkstudententätigkeiten", "werkstudententätigkeit", "tätigkeiten", "berufspraktische erfahrung", "beruflicher hintergrund", "projekterfahrung und beruf", "anstellungen", "arbeitspraxis", "bisherige tätigkeiten", "berufspraxis und praktika", "wissenschaftliche tätigkeit", "beruflicher werdegang", "berufliche erfahrung", "berufspraxis", "werdegang", "beruflicher lebenslauf", "beschäftigung",
            "berufliche stationen", "praxiserfahrung", "praktische erfahrung", "berufstätigkeit", "arbeitserfahrung", "beruf", "berufliche laufbahn",
            "praktika", "stationen", "berufliche erfahrungen", "berufserfahrungen", "berufliche tätigkeit", "berufliche tätigkeiten",
            // fr
            "expérience", "expériences", "expérience professionnelle", "expériences professionnelles", "parcours professionnel", "parcours", "emplois",
            "expériences pro", "stages", "expériences professionnelles et stages", "expérience de travail", "emploi",
            // es
            "experiencia", "experiencia laboral", "experiencia profesional", "trayectoria profesional", "trayectoria", "historial laboral", "empleo",
            "experiencia de trabajo", "carrera profesional", "trayectoria laboral",
            // pt
            "experiência", "experiências", "experiência profissional", "experiências profissionais", "histórico profissional", "percurso profissional",
            "trajetória profissional", "carreira", "experiência de trabalho", "atuação profissional", "experiência laboral",
            // pl
            "doświadczenie", "doświadczenie zawodowe", "historia zatrudnienia", "przebieg kariery", "praca", "zatrudnienie", "kariera",
            "doświadczenie w pracy", "przebieg pracy zawodowej", "praktyki", "przebieg kariery zawodowej", "kariera zawodowa",
            // tr
            "deneyim", "deneyimler", "iş deneyimi", "iş deneyimleri", "iş tecrübesi", "mesleki deneyim", "iş geçmişi", "çalışma deneyimi", "tecrübe",
            "iş tecrübeleri", "kariyer", "profesyonel deneyim", "çalışma geçmişi", "stajlar", "tecrübeler", "mesleki deneyimler",
        ],
    ),
    (
        Section::Education,
        &[
            "education", "academic background", "academic history", "academic qualifications", "studies", "educational background", "degrees",
            "education and training", "education and qualifications", "education and certifications", "education and credentials", "academic credentials", "education honors", "degrees and education", "training and education", "academic preparation", "where i studied", "academics", "academic education", "qualifications", "schooling", "university education", "academic record",
            "formal education", "academic training", "education history", "educational qualifications", "education background",
            // de
            "ausbildung", "bildung", "antecedentes académicos", "my training", "my education", "my studies", "what i have studied", "what i studied", "mes études", "mes formations", "formación universitaria", "titulación académica", "estudios académicos", "formação e cursos", "okul bilgileri", "studium und schulbildung", "hochschulausbildung", "ausbildung und abschlüsse", "ausbildungen", "hochschule", "akademische laufbahn", "akademische bildung", "studium und ausbildungen", "schulischer werdegang", "berufsausbildung", "bildung und abschlüsse", "studium schule", "schulische laufbahn", "bildungsabschlüsse", "aus und weiterbildung", "bildungsweg", "schulbildung", "studium", "akademische ausbildung", "bildungsgang", "schule und studium",
            "ausbildung und studium", "studium und ausbildung", "hochschulbildung", "schulische ausbildung", "akademischer werdegang",
            "studium und schule", "schule", "hochschulstudium", "schulausbildung", "ausbildungsweg", "schul und hochschulbildung",
            // fr
            "formation", "formations", "études", "parcours académique", "diplômes", "formation académique", "scolarité", "éducation",
            "formation universitaire", "cursus", "parcours universitaire", "diplômes et formations", "parcours scolaire", "cursus universitaire",
            "formation initiale",
            // es
            "educación", "formación", "formación académica", "estudios", "educación y formación", "titulación", "historial académico",
            "formación reglada", "preparación académica", "titulaciones", "estudios realizados",
            // pt
            "educação", "formação", "formação académica", "formação acadêmica", "habilitações", "habilitações literárias", "escolaridade", "estudos",
            "percurso académico", "habilitações académicas", "ensino", "formação escolar", "percurso acadêmico",
            // pl
            "wykształcenie", "edukacja", "studia", "przebieg edukacji", "nauka", "kształcenie", "wykształcenie i kursy",
            // tr
            "eğitim", "eğitim bilgileri", "öğrenim", "eğitim durumu", "öğrenim bilgileri", "akademik geçmiş", "eğitim geçmişi", "öğrenim durumu",
        ],
    ),
    (
        Section::Skills,
        &[
            "skills", "technical skills", "core skills", "key skills", "technologies", "tools", "technical expertise", "expertise", "competencies",
            "core competencies", "technical competencies", "skill set", "skillset", "tech stack", "technology stack", "technical proficiencies",
            "areas of expertise", "tools and technologies", "technologies and tools", "skills and tools", "professional skills", "it skills",
            "computer skills", "hard skills", "skills summary", "core skills and tools", "skills profile", "languages and technologies", "languages and tools", "frameworks and tools", "programming languages", "tools and skills", "tools technologies", "technical skills and tools", "relevant skills", "additional skills", "other skills", "skills overview", "skills at a glance", "skill highlights", "skills and technologies", "technical knowledge", "software skills", "toolbox", "stack",
            "proficiencies", "technical profile", "specialties", "strengths", "skills and expertise", "technical toolkit", "toolkit", "capabilities",
            "technical summary", "core technologies", "methods", "toolbox", "tool kit", "my stack", "methoden", "méthodes", "métodos", "key competencies", "clinical skills", "what i work with", "technical strengths", "software",
            "programming skills", "skills and competencies", "digital skills", "programming", "technical", "core strengths", "skills and strengths",
            // de
            "kenntnisse", "fähigkeiten", "fachgebiete", "stärken", "können", "das kann ich", "schwerpunkte", "tätigkeitsschwerpunkte", "what i do well", "what i know", "what i use", "tools i use", "things i use", "summary of skills", "summary of qualifications", "key qualifications", "core proficiencies", "proficiency", "technical proficiency", "software proficiency", "tools and platforms", "platforms and tools", "languages and frameworks", "professional competencies", "competences", "core competences", "key competences", "what i bring", "abilities", "methods and tools", "tech", "technical stack", "technical environment", "systems", "systems and software", "specialist skills", "knowledge", "areas of knowledge", "computing", "it", "craft", "technical abilities", "tools of the trade", "expertise and tools", "fields of expertise", "specialisms", "specialisations", "specializations", "areas of specialization", "technical focus", "instruments and techniques", "techniques", "practice areas", "domain knowledge", "skills and knowledge", "functional skills", "engineering skills", "languages frameworks", "design skills", "soft and hard skills", "it proficiency", "skill matrix", "skills matrix", "otros conocimientos", "otras habilidades", "job related skills", "mes compétences", "savoirs faire", "ce que je sais faire", "lo que sé hacer", "o que sei fazer", "co potrafię", "my skills", "my toolbox", "my tools", "it skills", "edv und it kenntnisse", "it und edv kenntnisse", "fachliche kenntnisse", "fachkompetenzen", "kernkompetenzen", "know how", "computerkenntnisse", "it know how", "methoden und werkzeuge", "methodenkenntnisse", "technische fertigkeiten", "fertigkeiten", "digitale kompetenzen", "persönliche fähigkeiten und kompetenzen", "tech stack", "technologiestack", "werkzeuge und technologien", "technologien und werkzeuge", "besondere fähigkeiten", "it kenntnisse", "edv kenntnisse", "fachkenntnisse", "technische kenntnisse", "kompetenzen", "qualifikationen",
            "technologien", "fachliche kompetenzen", "besondere kenntnisse", "it kompetenzen", "edv", "werkzeuge", "technische fähigkeiten",
            "kenntnisse und fähigkeiten", "softwarekenntnisse", "programmierkenntnisse", "technische kompetenzen", "weitere kenntnisse",
            // fr
            "compétences", "compétences techniques", "compétences informatiques", "savoir faire", "outils", "informatique", "technologies et outils",
            "compétences professionnelles", "compétences clés", "environnement technique", "compétences métier", "outils et technologies",
            // es
            "habilidades", "competencias", "conocimientos", "aptitudes", "habilidades técnicas", "conocimientos técnicos", "competencias técnicas",
            "tecnologías", "conocimientos informáticos", "informática", "herramientas", "competencias digitales", "habilidades y competencias",
            "tecnologías y herramientas",
            // pt
            "competências", "competências técnicas", "conhecimentos", "conhecimentos técnicos", "aptidões", "tecnologias", "ferramentas",
            "competências informáticas", "informática e ferramentas", "habilidades e competências", "competências profissionais",
            "competências digitais", "habilidades técnicas", "conhecimentos informáticos", "tecnologias e ferramentas",
            // pl
            "umiejętności", "kompetencje", "umiejętności techniczne", "technologie", "znajomość technologii", "kwalifikacje", "narzędzia",
            "umiejętności zawodowe", "kompetencje techniczne", "umiejętności i kompetencje", "technologie i narzędzia", "znane technologie",
            // tr
            "beceriler", "yetenekler", "teknik beceriler", "yetkinlikler", "bilgisayar bilgisi", "teknik yetkinlikler", "teknolojiler", "yetenek ve beceriler",
            "bilgisayar becerileri", "teknik bilgiler", "mesleki beceriler", "uzmanlık alanları", "teknik yetenekler", "nitelikler",
        ],
    ),
    (
        Section::Languages,
        &[
            "languages", "language skills", "spoken languages", "language", "languages spoken", "language proficiency", "human languages", "foreign languages",
            "sprachen", "sprachkenntnisse", "fremdsprachen", "langues", "langues étrangères", "compétences linguistiques", "langues parlées", "idiomas", "lenguas", "línguas",
            "competências linguísticas", "języki", "języki obce", "znajomość języków", "znajomość języków obcych", "diller", "yabancı diller", "dil bilgisi", "yabancı dil",
            "dil becerileri", "dil", "dil yetkinlikleri", "bildiği diller", "yabancı dil bilgisi",
        ],
    ),
    (
        Section::Summary,
        &[
            "summary", "profile", "about", "about me", "professional summary", "objective", "career objective", "personal statement", "executive summary",
            "career summary", "professional profile", "overview", "introduction", "statement", "highlights", "personal profile", "bio", "in brief", "career profile",
            "profil", "über mich", "kurzprofil", "zusammenfassung", "persönliches profil", "ziele", "à propos", "résumé", "présentation", "objectif", "profil professionnel",
            "à propos de moi", "perfil", "perfil profesional", "resumen", "sobre mí", "objetivo", "extracto", "perfil profissional", "resumo", "sobre mim", "sobre",
            "resumo profissional", "apresentação", "podsumowanie", "o mnie", "profil zawodowy", "cel zawodowy", "özet", "hakkımda", "kariyer hedefi", "profesyonel özet", "özgeçmiş özeti",
            "resumen profesional", "objetivo profesional", "objetivo profissional", "kısaca", "kariyer özeti", "accroche",
        ],
    ),
    (
        Section::Contact,
        &[
            "contact", "contact details", "contact information", "personal details", "personal information", "personal data", "details", "personal", "get in touch", "reach me", "contact me",
            "kontakt", "persönliche daten", "kontaktdaten", "angaben zur person", "persönliches", "persönliche angaben", "zur person", "coordonnées", "informations personnelles",
            "état civil", "contacto", "datos personales", "información personal", "datos de contacto", "contato", "contactos", "dados pessoais", "informação pessoal", "informações pessoais",
            "dados de contacto", "dane osobowe", "dane kontaktowe", "dane", "iletişim", "kişisel bilgiler", "iletişim bilgileri",
        ],
    ),
    (
        Section::Projects,
        &[
            "projects", "selected projects", "personal projects", "side projects", "project experience", "open source", "open source contributions", "key projects", "portfolio",
            "project", "notable projects", "academic projects", "open source work", "projekte", "projekterfahrung", "ausgewählte projekte", "projets", "projets personnels", "proyectos",
            "proyectos personales", "projetos", "projetos pessoais", "projekty", "wybrane projekty", "projekty własne", "projeler", "kişisel projeler", "open source projects", "projektauswahl",
            "selected work", "projekty osobiste",
        ],
    ),
    (
        Section::Certificates,
        &[
            "certifications", "certificates", "licenses and certifications", "courses", "training", "professional development", "licenses", "licences", "licences and tickets", "licenses and tickets", "certification", "accreditations",
            "certifications and licenses", "training and certifications", "courses and certifications", "further education", "continuing education", "registrations", "courses and training",
            "zertifikate", "weiterbildung", "weiterbildungen", "fortbildungen", "zertifizierungen", "lehrgänge", "fortbildung", "kurse", "formation continue", "certificats", "habilitations",
            "certificaciones", "cursos", "formación complementaria", "certificados", "cursos y certificaciones", "certificações", "formação complementar", "cursos e certificações",
            "certyfikaty", "kursy", "szkolenia", "kursy i certyfikaty", "szkolenia i certyfikaty", "uprawnienia", "sertifikalar", "kurslar", "eğitimler", "kurslar ve sertifikalar", "eğitim ve sertifikalar",
            "licenses certifications", "certificates and courses", "memberships", "licensure",
        ],
    ),
    (
        Section::Publications,
        &[
            "publications", "papers", "talks", "patents", "conferences", "presentations", "research", "selected publications", "speaking", "publikationen", "veröffentlichungen", "vorträge",
            "conférences", "publicaciones", "ponencias", "publicações", "publikacje", "konferencje", "yayınlar", "talks and writing", "writing", "wystąpienia", "konferanslar", "publications and talks",
            "publications et conférences", "patente",
        ],
    ),
    (
        Section::Interests,
        &[
            "interests", "hobbies", "hobbies and interests", "personal interests", "activities", "leisure", "outside work", "outside of work", "interessen", "hobbys", "freizeit", "interessen und hobbys", "centres d intérêt", "centre d intérêt",
            "loisirs", "intereses", "aficiones", "intereses personales", "interesses", "hobbies e interesses", "passatempos", "zainteresowania", "hobby", "ilgi alanları", "hobiler", "ilgi alanlarım",
            "divers", "sonstiges", "varios", "otros datos", "otros", "interesses pessoais",
        ],
    ),
    (
        Section::References,
        &[
            "references", "referees", "recommendations", "referenzen", "références", "referencias", "referências", "referencje", "referanslar",
        ],
    ),
    (
        Section::Other,
        &[
            "awards", "prizes", "service", "clearance", "clearances", "professional memberships", "professional affiliations", "honors awards", "awards and achievements", "scholarships", "fellowships", "grants", "professional service", "community service", "community involvement", "civic engagement", "leadership experience", "conferences attended", "test scores", "declaration", "personal", "strengths and interests", "eligibility", "right to work", "driving licence", "driving license", "visa status", "away from the desk", "beyond work", "fun facts", "extracurriculars", "student activities", "campus involvement", "competitions", "hackathons", "media", "press", "exhibitions", "selected exhibitions", "key facts", "notice period", "military", "veteran status", "selected awards", "recognition", "awards and recognition", "mentoring", "outreach", "activities and interests", "achievements", "honors", "honours", "volunteering", "volunteer", "volunteer experience", "volunteer work", "additional information", "miscellaneous", "other", "awards and honors",
            "honors and awards", "activities and leadership", "leadership", "extracurricular activities", "military service", "availability", "links", "profiles", "online", "security clearance", "work authorization",
            "key achievements", "selected achievements", "community", "memberships and affiliations", "affiliations", "additional", "coursework", "relevant coursework", "teaching", "soft skills", "web", "social",
            "auszeichnungen", "ehrenämter", "gesellschaftliches engagement", "soziales engagement", "weiteres", "zusatzqualifikationen", "mitgliedschaften", "verfügbarkeit", "unterschrift", "auslandsaufenthalte", "auslandserfahrung", "gutachten", "preise und auszeichnungen", "lehre", "lehrtätigkeit", "promotionsthema", "ehrenamtliche tätigkeiten", "ehrenamtliche tätigkeit", "eigenschaften", "persönliche stärken", "ehrenamt", "engagement", "ehrenamtliches engagement", "weitere angaben", "stipendien", "preise", "soziale kompetenzen", "wehrdienst", "zivildienst", "führerschein", "distinctions", "bénévolat", "informations complémentaires",
            "prix", "engagements", "qualités", "savoir être", "vie associative", "permis", "premios", "voluntariado", "información adicional", "logros", "prêmios", "informações adicionais", "informação adicional", "osiągnięcia", "nagrody", "wolontariat",
            "dodatkowe informacje", "informacje dodatkowe", "inne", "klauzula", "umiejętności miękkie", "ödüller", "gönüllülük", "ek bilgiler", "askerlik durumu", "başarılar", "gönüllü çalışmalar", "sosyal medya", "askerlik", "kişisel beceriler", "carta de condução",
            "habilidades blandas", "competencias personales", "links and profiles", "honors and activities", "prawo jazdy", "distinctions et prix", "profile online", "soft skills and interests", "referans bilgileri",
        ],
    ),
];

/// Number of a month's name.
pub(super) fn month(word: &str) -> Option<u8> {
    static NAMES: LazyLock<HashMap<String, u8>> =
        LazyLock::new(|| (1..).zip(MONTHS).flat_map(|(n, names)| names.iter().map(move |name| (plain(name), n))).collect());
    NAMES.get(&plain(word)).copied()
}

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "jän", "janvier", "janv", "enero", "ene", "janeiro", "styczeń", "stycznia", "sty", "ocak", "oca"],
    &["february", "feb", "februar", "februar", "février", "févr", "fév", "febrero", "fevereiro", "fev", "luty", "lutego", "lut", "şubat", "şub"],
    &["march", "mar", "märz", "mär", "mrz", "mars", "marzo", "março", "marzec", "marca", "mart"],
    &["april", "apr", "avril", "avr", "abril", "abr", "kwiecień", "kwietnia", "kwi", "nisan", "nis"],
    &["may", "mai", "mayo", "maio", "maj", "maja", "mayıs"],
    &["june", "jun", "juni", "juin", "junio", "junho", "czerwiec", "czerwca", "cze", "haziran", "haz"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "julho", "lipiec", "lipca", "lip", "temmuz", "tem"],
    &["august", "aug", "août", "agosto", "ago", "sierpień", "sierpnia", "sie", "ağustos", "ağu"],
    &["september", "sept", "sep", "septembre", "septiembre", "setiembre", "setembro", "set", "wrzesień", "września", "wrz", "eylül", "eyl"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "październik", "października", "paź", "ekim", "eki"],
    &["november", "nov", "novembre", "noviembre", "novembro", "listopad", "listopada", "lis", "kasım", "kas"],
    &["december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dezembro", "grudzień", "grudnia", "gru", "aralık", "ara"],
];

pub(super) fn is_season(word: &str) -> bool {
    matches!(
        plain(word).as_str(),
        "spring" | "summer" | "fall" | "autumn" | "winter" | "ws" | "ss" | "sose" | "wise" | "sommer" | "herbst" | "frühjahr" | "wintersemester" | "sommersemester" | "été" | "automne" | "hiver" | "printemps" | "verano" | "otoño" | "lato" | "zima" | "yaz"
    )
}

pub(super) fn is_since(word: &str) -> bool {
    matches!(plain(word).as_str(), "since" | "seit" | "depuis" | "desde" | "od" | "from" | "von" | "ab" | "de" | "dal" | "started")
}

pub(super) fn is_until(word: &str) -> bool {
    matches!(plain(word).as_str(), "expected" | "anticipated" | "until" | "voraussichtlich" | "prévu" | "prévue" | "previsto" | "prevista" | "planowane" | "beklenen" | "graduated" | "graduation" | "conferred" | "awarded")
}

pub(super) fn is_to(word: &str) -> bool {
    matches!(plain(word).as_str(), "to" | "until" | "till" | "thru" | "through" | "bis" | "à" | "au" | "a" | "al" | "hasta" | "até" | "ao" | "do" | "ile")
}

/// Whether a text is a word for today.
pub(super) fn is_today(text: &str) -> bool {
    TODAY.contains(&plain(text).as_str())
}

/// Words for today, and those of two and three words.
pub(super) const TODAY: &[&str] = &[
    "present", "current", "currently", "now", "today", "ongoing", "date", "heute", "aktuell", "jetzt", "gegenwärtig", "présent", "actuel", "actuelle", "aujourd", "actualidad", "presente", "actual", "actualmente",
    "hoy", "atual", "atualmente", "atualidade", "hoje", "obecnie", "teraz", "nadal", "dziś", "dzisiaj", "halen", "günümüz", "bugün", "devam", "laufend", "fecha", "dato", "fortlaufend", "andauernd", "weiteres", "bugüne", "hâlen", "actuellement", "momento",
];
pub(super) const TODAY_TWO: &[(&str, &str)] = &[
    ("ce", "jour"), ("la", "fecha"), ("la", "date"), ("presentes", "dias"), ("dia", "de"), ("the", "present"), ("en", "cours"), ("en", "curso"), ("devam", "ediyor"), ("devam", "etmekte"), ("la", "actualidad"), ("o", "presente"), ("o", "momento"), ("chwili", "obecnej"), ("şu", "an"), ("until", "now"), ("to", "date"), ("chwila", "obecna"), ("a", "atualidade"), ("em", "curso"), ("em", "andamento"), ("w", "trakcie"), ("der", "gegenwart"),
];
pub(super) const TODAY_THREE: &[(&str, &str, &str)] = &[("à", "ce", "jour"), ("le", "jour", "même"), ("aujourd", "'", "hui"), ("aujourd", "’", "hui"), ("até", "o", "momento"), ("do", "chwili", "obecnej"), ("in", "the", "present"), ("to", "the", "present"), ("à", "aujourd", "'")];

/// Whether a piece names a job: by its words.
pub(super) fn title(text: &str) -> bool {
    plain(text).split(' ').any(is_title_word)
}

fn is_title_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| set(TITLES));
    WORDS.contains(word) || TITLE_ENDINGS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}

/// Whether the last word of a piece has the form of a job in English or German, though no list has it: `Hydrologist`, `Florist`, `Erzieherin`.
pub(super) fn like_title(word: &str) -> bool {
    let word = plain(word);
    let count = word.chars().count();
    let ends = ["ologist", "ologe", "ologin", "ician", "ographer", "keeper", "worker", "maker", "ist", "istin", "erin", "eurin", "iker", "ikerin", "ateur", "atrice", "ière", "iera"];
    count >= 6 && ends.iter().any(|end| word.ends_with(end)) && !matches!(word.as_str(), "berlin" | "christ" | "artist s" | "checklist")
}

/// Ends of words for jobs, in languages that join words.
const TITLE_ENDINGS: &[&str] = &[
    "entwickler", "entwicklerin", "ingenieur", "ingenieurin", "leiter", "leiterin", "berater", "beraterin", "mitarbeiter", "mitarbeiterin", "administrator", "administratorin", "architekt", "architektin", "manager",
    "managerin", "kaufmann", "kauffrau", "lehrer", "lehrerin", "pfleger", "pflegerin", "techniker", "technikerin", "assistent", "assistentin", "student", "studentin", "programmierer", "informatiker",
    "istin", "elektroniker", "elektronikerin", "mechaniker", "mechanikerin", "fachkraft", "fachfrau", "fachmann", "angestellte", "angestellter", "referent", "referentin", "koordinator", "koordinatorin", "trainer", "trainerin", "gestalter", "gestalterin", "schwester", "arzt", "ärztin", "meister", "meisterin", "führer", "führerin", "sekretär", "sekretärin", "planer", "planerin", "prüfer", "prüferin", "forscher", "forscherin", "dozent", "dozentin", "redakteur", "redakteurin", "konstrukteur", "konstrukteurin", "leitung", "helfer", "helferin", "spezialist", "spezialistin", "analyst", "analystin", "buchhalter", "buchhalterin", "praktikant", "praktikantin", "mühendisi", "uzmanı", "geliştiricisi", "direktörü", "müdürü", "yöneticisi", "sorumlusu", "analisti", "tasarımcısı", "lideri",
];

const TITLES: &[&str] = &[
    "accountant", "actuary", "administrador", "administradora", "administrateur", "administratice", "administrator", "administratorka", "administratrice", "adviser", "advisor", "agent", "alternance", "alternant", "alternante", "analist", "analista", "analisti", "analityczka", "analityk", "analyst", "analystin", "analyste",
    "apprentice", "apprenti", "architect", "architecte", "architekt", "architektka", "arquitecta", "arquitecto", "arquiteta", "arquiteto", "asistan", "asistente", "asistanı", "assistant", "assistante", "assistent", "assistente", "associate", "asystent", "asystentka", "attorney", "auditor", "auszubildende", "auszubildender",
    "barista", "becaria", "becario", "berater", "beraterin", "bookkeeper", "buchhalter", "buchhalterin", "caregiver", "cashier", "ceo", "cfo", "chef", "cheffe", "chief", "científica", "científico", "cientista", "ciso", "clerk", "coach", "cofounder", "comptable", "concepteur", "conceptrice", "conductor", "consultant", "consultante", "consultor",
    "consultora", "contable", "contador", "contadora", "contractor", "controller", "coordenador", "coordenadora", "coordinador", "coordinadora", "coordinator", "cto", "danışman", "danışmanı", "data", "desarrollador", "desarrolladora", "desenvolvedor", "desenvolvedora", "designer", "designerin", "developer", "developpeur", "devops", "directeur", "director", "directora",
    "directrice", "direktör", "direktörü", "diretor", "diretora", "diseñador", "diseñadora", "docente", "doktorand", "doktorandin", "driver", "dyrektor", "dziennikarz", "développeur", "développeuse", "editor", "electrician", "enfermeira", "enfermeiro", "enfermera", "enfermero", "engenheira", "engenheiro", "engineer", "engineering", "enseignant", "enseignante", "entwickler",
    "entwicklerin", "estagiária", "estagiário", "executive", "expert", "experte", "expertin", "fellow", "formador", "formadora", "formateur", "formatrice", "founder", "freelance", "freelancer", "freiberufler", "freiberuflich", "fullstack", "geliştirici", "geliştiricisi", "gerente", "gestor", "gestora", "gestionnaire", "geschäftsführer", "gründer", "graphiste", "handlowiec", "head", "hemşire", "infirmier", "infirmière", "informatico",
    "informaticien", "informatiker", "informatikerin", "informatyk", "ingeniera", "ingeniero", "ingenieur", "ingenieurin", "ingénieur", "ingénieure", "inspector", "instructor", "intern", "internship", "inżynier", "inżynierka", "jefa", "jefe", "journalist", "journaliste", "kassierer", "kierowniczka", "kierownik", "kolleg", "konsultant", "konsultantka", "koordinator", "koordinatorin", "koordynator", "koordynatorka", "księgowa", "księgowy",
    "lawyer", "lead", "leader", "lecturer", "lehrer", "lehrerin", "leiter", "leiterin", "leitung", "librarian", "lider", "lideri", "liderka", "líder", "manager", "managerin", "marketer", "mechanic", "mechanik", "menedżer", "menedżerka", "menadżer", "mentor", "mimar", "mimarı", "mitarbeiter", "mitarbeiterin", "model", "monitor", "monteur", "muhasebeci", "mühendis", "mühendisi", "müdür",
    "müdürü", "nauczyciel", "nauczycielka", "nurse", "officer", "operator", "owner", "paralegal", "partner", "pflegefachkraft", "pflegefachfrau", "pflegefachmann", "pharmacist", "physician", "pielęgniarka", "pielęgniarz", "planner", "postdoc", "practicante", "praktikant", "praktikantin", "praktikum", "praktyka", "praktykant", "praktykantka", "president", "principal", "producer", "product", "professeur", "professeure", "professor", "professora",
    "profesor", "profesora", "programador", "programadora", "programista", "programistka", "programmer", "programmeur", "programmeuse", "programmierer", "programmiererin", "projektant", "projektantka", "projektmanager", "projektleiter", "prowadzący", "quality", "recepcjonistka", "receptionist", "recruiter", "redakteur", "registrar", "reporter", "representative", "researcher", "responsable", "sachbearbeiter", "sachbearbeiterin",
    "scientist", "scrum", "sdet", "secretary", "sekreter", "selbstständig", "sorumlusu", "spezialist", "spezialistin", "specialist", "specjalista", "specjalistka", "spécialiste", "sprzedawca", "sre", "stagiaire", "stage", "staż", "stażysta", "stażystka", "strategist", "student", "studentin", "supervisor", "sysadmin", "systemadministrator", "tasarımcı", "tasarımcısı", "teacher", "teamleiter", "teamleiterin", "technician", "technicien",
    "technicienne", "technik", "techniker", "technikerin", "tecnica", "tecnico", "tekniker", "teknisyen", "teknisyeni", "tester", "testerka", "técnica", "técnico", "trainee", "trainer", "translator", "treasurer", "tutor", "tutora", "uzman", "uzmanı", "vendedor", "vendedora", "vendeur", "vendeuse", "verkäufer", "volontär", "vp", "waiter", "waitress", "werkstudent", "werkstudentin", "writer", "yardımcısı", "yazılımcı", "yönetici", "yöneticisi", "görevlisi", "görevli", "dba", "volunteer", "generalist", "senior", "junior", "commis", "porter", "forester", "drafter", "baker", "controller", "surveyor", "carer", "barrister", "solicitor", "midwife", "paramedic", "firefighter", "soldier", "pilot", "captain", "foreman", "fitter", "plumber", "carpenter", "courier", "cleaner", "merchandiser", "stylist", "teller", "underwriter", "broker", "trader", "examiner", "adjuster", "assessor", "negotiator", "host", "hostess", "bartender", "chemist", "tłumacz", "tłumaczka", "lektor", "lektorka", "grafik", "graficzka", "kucharz", "kelner", "kelnerka", "magazynier", "kierowca", "elektryk", "redaktor", "redaktorka", "księgowa", "opiekun", "opiekunka", "pracownik", "pracowniczka", "doktorant", "doktorantka", "referent", "referentka", "architekt", "wykładowca", "adiunkt", "prezes", "właściciel", "właścicielka", "dyspozytor", "rzecznik", "logistyk", "mechatronik", "operatorka", "trener", "trenerka", "erzieher", "sachbearbeitung", "teamlead", "teamleitung", "geschäftsführung", "freie", "freier", "selbständig", "selbständiger", "selbstständiger", "selbstständige", "werkstudium", "ausbildung", "lehrling", "hilfskraft", "aushilfe", "assistenz", "chargée", "chargé", "gérant", "gérante", "employé", "employée", "adjoint", "adjointe", "agente", "aide", "ouvrier", "serveur", "serveuse", "traducteur", "traductrice", "rédacteur", "rédactrice", "auxiliar", "administrativo", "administrativa", "encargado", "encargada", "operario", "operaria", "dependiente", "dependienta", "camarero", "camarera", "redactor", "redactora", "traductor", "traductora", "investigador", "investigadora", "maestra", "maestro", "educadora", "educador", "recepcionista", "periodista", "economista", "analista", "programista", "especialista", "especialista", "assistente", "auxiliar", "pesquisador", "pesquisadora", "bolsista", "monitora", "atendente", "operador", "operadora", "supervisora", "jornalista", "redatora", "redator", "encarregado", "encarregada", "avukat", "aşçı", "garson", "tercüman", "çevirmen", "editör", "eczacı", "psikolog", "ekonomist", "grafiker", "stajyeri", "başkanı", "şefi", "amiri", "memuru", "intégrateur", "intégratrice", "cook", "scholar", "artist", "illustrator", "photographer", "economist", "statistician", "geologist", "chemist", "biologist", "physicist", "therapist", "psychologist", "social", "machinist", "welder", "estimator", "buyer", "dispatcher", "steward", "concierge",
    "éducateur", "öğretmen", "öğretmeni", "analytics",
];

/// What a label says of what stands behind it.
pub(super) fn label(text: &str) -> Option<super::entries::Role> {
    use super::entries::Role;
    Some(match plain(text).as_str() {
        "period" | "dates" | "date" | "duration" | "zeitraum" | "période" | "dates d emploi" | "fecha" | "periodo" | "período" | "fechas" | "datas" | "okres" | "okres zatrudnienia" | "data" | "tarih" | "süre" | "when" | "years" | "from" | "dönem" | "tarihler" => Role::Time,
        "kunde" | "client" | "cliente" | "auftraggeber" | "customer" | "klient" | "müşteri" | "employer" | "company" | "organisation" | "organization" | "firma" | "arbeitgeber" | "unternehmen" | "employeur" | "entreprise" | "société" | "empresa" | "empleador" | "empregador" | "entidade" | "entidad" | "pracodawca" | "nazwa firmy" | "işveren" | "şirket" | "kurum" | "where" => Role::Employer,
        "position" | "title" | "role" | "job title" | "occupation" | "job" | "tätigkeit" | "stelle" | "funktion" | "poste" | "fonction" | "intitulé du poste" | "puesto" | "cargo" | "função" | "stanowisko" | "pozycja" | "pozisyon" | "görev" | "unvan" | "ünvan" | "rolle" | "position held" => Role::Title,
        "location" | "place" | "city" | "ort" | "standort" | "lieu" | "ville" | "lugar" | "localidad" | "local" | "localidade" | "miejsce" | "miejscowość" | "lokalizacja" | "yer" | "şehir" | "konum" => Role::Place,
        "school" | "institution" | "university" | "institute" | "hochschule" | "universität" | "schule" | "établissement" | "école" | "université" | "centro" | "institución" | "universidad" | "instituição" | "universidade" | "escola" | "uczelnia" | "szkoła" | "okul" | "üniversite" | "college" => Role::School,
        "degree" | "qualification" | "award" | "abschluss" | "diplôme" | "título" | "titulación" | "grau" | "tytuł" | "stopień" | "derece" | "diploma title" => Role::Level,
        "field" | "major" | "field of study" | "subject" | "course" | "studiengang" | "fach" | "fachrichtung" | "filière" | "spécialité" | "especialidad" | "carrera" | "curso" | "área" | "kierunek" | "bölüm" | "studienfach" | "programme" | "program" => Role::Area,
        "inhalt" | "contenido" | "umfang" | "responsibilities" | "duties" | "activities" | "achievements" | "aufgaben" | "missions" | "tâches" | "funciones" | "atividades" | "obowiązki" | "görevler" | "tasks" | "grade" | "note" | "gpa" | "ocena" | "technologies" | "tech" | "stack" => Role::Other,
        _ => return None,
    })
}

/// Whether a text begins with the words of a degree.
pub(super) fn begins_degree(text: &str) -> bool {
    let words: Vec<String> = plain(text).split(' ').map(str::to_owned).collect();
    degree(&words).is_some_and(|n| n > 1 || words.first().is_some_and(|w| w.chars().count() > 2))
}

/// Whether a piece names an organisation: by a legal form or a word that organisations bear.
pub(super) fn organisation(text: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| set(ORGANISATIONS));
    let words = plain(text);
    let german = ["büro", "werke", "verlag", "klinik", "klinikum", "kliniken", "gesellschaft", "verband", "verbund", "kanzlei", "sparkasse", "versicherung", "apotheke", "druckerei", "krankenhaus", "zentrum", "institut", "stadtwerke", "betriebe"];
    words.split(' ').any(|w| WORDS.contains(w) || german.iter().any(|end| w.len() > end.len() + 2 && w.ends_with(&plain(end)))) || [" sp z o o", " s a", " a ş", " ltd şti", " s r o"].iter().any(|form| format!(" {words}").ends_with(form))
}

/// Whether a piece is the legal form of a company, which stands behind a comma: `Acme, Inc.`
pub(super) fn is_form(text: &str) -> bool {
    matches!(plain(text).as_str(), "inc" | "llc" | "llp" | "ltd" | "limited" | "gmbh" | "corp" | "co" | "lda" | "ltda" | "s a" | "sa" | "s l" | "sl" | "ag" | "plc" | "sarl" | "sas" | "se" | "kg" | "bv" | "b v" | "spa" | "srl" | "a ş" | "pty")
}

const ORGANISATIONS: &[&str] = &[
    "inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation", "gmbh", "ag", "kg", "ohg", "ug", "se", "sarl", "sas", "sasu", "lda", "ltda", "plc", "bv", "oy", "ab", "aps", "srl", "spa", "pty", "şti", "aş", "group", "gruppe", "groupe", "grupo", "grupa",
    "grubu", "holding", "holdings", "labs", "laboratories", "laboratory", "lab", "systems", "systeme", "systèmes", "sistemas", "software", "solutions", "soluciones", "soluções", "technologies", "technology", "technologie", "teknoloji", "bilişim", "yazılım", "tech", "bank", "banque", "banco", "bankası", "insurance", "assurances",
    "seguros", "versicherung", "sigorta", "hospital", "hôpital", "szpital", "hastanesi", "klinik", "klinikum", "clinic", "clinique", "clínica", "krankenhaus", "university", "universität", "université", "universidad", "universidade", "uniwersytet", "üniversitesi", "college", "institute", "institut", "instituto", "instytut", "school", "schule", "ministry",
    "ministerium", "ministère", "studio", "studios", "consulting", "agency", "agentur", "agence", "agencia", "agência", "partners", "networks", "foundation", "stiftung", "fundación", "fundacja", "vakfı", "media", "logistics", "logistik", "logistique", "logística", "lojistik", "energy", "energie", "énergie", "energía", "enerji", "health", "healthcare", "pharma", "robotics", "airlines",
    "motors", "industries", "industrie", "services", "dienste", "telecom", "telekom", "council", "authority", "museum", "library", "bibliothek", "startup", "center", "centre", "centro", "zentrum", "fabrik", "werke", "kliniken", "landkreis", "gemeinde", "mairie", "ayuntamiento", "câmara", "urząd", "belediyesi", "retail", "capital", "ventures", "finance", "financial", "bakery", "hotel", "hotels", "restaurant", "collective", "cooperative", "company", "associates", "analytics", "digital", "cloud", "interactive", "games", "foods",
];

/// Whether a piece names a place of learning.
pub(super) fn school(text: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| set(SCHOOLS));
    let words = plain(text);
    let found = words.split(' ').any(|w| {
        WORDS.contains(w)
            || ["universität", "hochschule", "gymnasium", "schule", "akademie", "kolleg", "lehranstalt", "universitet", "universiteit", "lyceum", "realschule", "universitesi"].iter().any(|end| w.ends_with(end))
    });
    let short = text.split(|c: char| !c.is_alphanumeric()).any(|w| SCHOOL_NAMES.contains(&w));
    found || short
}

const SCHOOLS: &[&str] = &[
    "university", "univ", "universität", "université", "universidad", "universidade", "universitat", "università", "uniwersytet", "politechnika", "politécnica", "politécnico", "politecnico", "polytechnic", "polytechnique", "üniversitesi", "üniversite", "college", "colegio", "colégio", "collège", "institute", "institut",
    "instituto", "instytut", "enstitüsü", "school", "academy", "academia", "akademia", "akademisi", "hochschule", "fachhochschule", "école", "ecole", "escuela", "escola", "lycée", "lycee", "gymnasium", "gimnazjum", "liceum", "liceo", "lisesi", "lise", "technikum", "szkoła", "okulu", "yüksekokulu", "fakültesi", "faculty", "faculdade", "facultad", "faculté", "kolej", "koleji", "conservatory",
    "iut", "ifes", "ies", "berufskolleg", "berufsschule", "wyższa", "akademie", "universiti", "universitas", "universitet", "universiteit", "seminary", "dhbw", "cégep", "iit", "nit",
];

/// Schools that are called by letters.
const SCHOOL_NAMES: &[&str] = &[
    "MIT", "ETH", "EPFL", "UCLA", "UCSD", "USC", "NYU", "CMU", "RWTH", "TUM", "LMU", "KIT", "TU", "FU", "HU", "HTW", "FH", "HAW", "UPC", "UPM", "UPV", "UAB", "UCM", "UNAM", "USP", "UFRJ", "UFMG", "UNICAMP", "AGH", "SGH", "PW", "UW", "ODTÜ", "İTÜ", "ITU", "METU", "IIT", "BITS", "NUS", "NTU", "KAIST", "INSA", "ENSIMAG", "ENSEEIHT", "HEC", "ESSEC", "INSEAD",
    "UTC", "UTT", "INP", "ENS", "ISEP", "EPITA", "EPITECH", "42", "CNAM", "IUT", "FEUP", "IST", "ISCTE", "ISEL", "UBA", "ITBA", "UCL", "LSE", "SUNY", "CUNY", "RMIT", "UNSW", "UBC", "YTÜ", "PUC", "UFPE", "UFRGS", "UNESP",
];

/// Titles of degrees, the longest first: what a study leads to.
const DEGREES: &[&str] = &[
    "bse", "basc", "bmath", "scb", "mse", "masc", "mscs", "bscs", "msit", "bsit", "bsee", "msee", "bsme", "msme", "mcs", "bcs", "bdes", "mdes", "bsocsc", "mha", "mlis", "mtech hons", "msci hons", "bsc ed", "honours bachelor", "honours degree", "combined honours", "double major", "major", "dual degree", "integrated master", "integrated masters", "postdoc", "postdoctoral", "fellowship", "foundation year", "a level s", "as level", "btec", "btec level 3", "nvq", "nvq level 3", "hnc", "irish leaving certificate", "leaving cert", "secondary school certificate", "higher secondary certificate", "hsc", "ssc", "wassce", "kcse",
    "bachelorstudium", "masterstudium", "bachelor studium", "master studium", "diplomstudium", "magisterstudium", "lehramtsstudium", "studium", "dipl kfm", "dipl kffr", "dipl betriebswirt", "dipl psych", "dipl phys", "dipl math", "dipl ing fh", "dipl inf fh", "1 staatsexamen", "2 staatsexamen", "erstes staatsexamen", "zweites staatsexamen", "fachhochschulreife", "fachgebundene hochschulreife", "hauptschulabschluss", "mittlerer schulabschluss", "mittlerer bildungsabschluss", "lehrabschluss", "meisterbrief", "meisterprüfung", "weiterbildung", "promotion zum dr", "dr phil", "dr med", "b sc hons", "lehre als", "berufslehre", "fachausweis", "eidg fähigkeitszeugnis",
    "master 1", "master 2", "master i", "master ii", "licence 1", "licence 2", "licence 3", "m1", "m2", "l3", "bac 2", "bac 3", "bac 5", "mastère 2", "cycle ingénieur", "école préparatoire", "prépa", "prépa mpsi", "capes", "agrégation", "deust", "cap", "bep", "titre professionnel", "titre rncp", "certificat",
    "grado universitario", "doble grado", "máster oficial", "diplomado", "diplomada", "bachiller", "curso de especialización", "ciclo superior", "ciclo medio", "fp ii", "fp superior", "técnica superior", "ingeniería superior",
    "licenciado", "licenciada", "bacharela", "pós doutorado", "pós graduado", "curso profissional", "técnico integrado", "curso superior", "cet", "ctesp", "12º ano", "tecnóloga",
    "studia i stopnia", "studia ii stopnia", "studia stacjonarne", "studia niestacjonarne", "studia jednolite magisterskie", "jednolite studia magisterskie", "studia", "mgr inż arch", "inż", "technik informatyk", "technikum", "matura", "dyplom", "lic", "doktor", "dr inż", "licencjat",
    "bachelor of science honours", "bachelor of science hons", "bachelor of science with honours", "bachelor of business administration", "bachelor of fine arts", "bachelor of commerce", "bachelor of technology", "bachelor of engineering honours", "bachelor of engineering", "bachelor of science", "bachelor of arts", "bachelor of education", "bachelor of design", "bachelor of nursing", "bachelor of laws", "bachelor of applied science",
    "bachelor of information technology", "bachelor of computer applications", "bachelor of computing", "bachelor of mathematics", "bachelor of architecture", "bachelor of music", "bachelor of economics", "master of business administration", "master of fine arts", "master of engineering", "master of technology", "master of science", "master of arts", "master of education", "master of research", "master of philosophy", "master of public health", "master of information systems",
    "master of laws", "master of computer applications", "master of accounting", "master of design", "master of data science", "doctor of philosophy", "doctor of science", "doctor of engineering", "associate of applied science", "associate of science", "associate of arts", "associate s degree", "associate degree", "bachelor s degree", "bachelors degree", "bachelor degree", "master s degree", "masters degree", "master degree", "postgraduate diploma", "postgraduate certificate",
    "graduate certificate", "graduate diploma", "higher national diploma", "national diploma", "advanced diploma", "high school diploma", "foundation degree", "bachelor s", "bachelors", "master s", "masters", "bachelor", "master", "doctorate", "doctoral", "phd", "ph d", "dphil", "mba", "bba", "bsc hons", "b sc hons", "bsc honours", "b sc", "bsc", "m sc", "msc", "b eng", "beng hons", "beng", "m eng", "meng", "b tech", "btech", "m tech", "mtech", "b a", "ba hons", "ba", "m a", "ma", "b s", "bs", "m s", "ms",
    "b e", "m e", "bfa", "mfa", "bcom", "b com", "bca", "mca", "mphil", "mres", "llb", "llm", "a a s", "aas", "a s", "a a", "hnd", "ged", "pgce", "a levels", "a level", "gcse", "gcses", "mphys", "mchem", "mmath", "msci", "mbbs", "mb bs", "mph", "mpa", "msw", "edd", "dds", "pharmd", "bpharm", "barch", "march", "bmus", "be", "me", "specialist degree", "specialist", "apprenticeship", "intermediate", "international baccalaureate", "a level", "leaving certificate", "diploma", "certificate", "coding bootcamp", "bootcamp", "minor", "exchange semester", "bsn", "msn", "md", "jd", "b ed", "bed", "m ed", "med",
    // de
    "diplom ingenieur", "diplom ingenieurin", "diplom informatiker", "diplom informatikerin", "diplom", "dipl ing", "dipl inf", "magister artium", "magister", "staatsexamen", "allgemeine hochschulreife", "fachhochschulreife", "hochschulreife", "abitur", "mittlere reife", "realschulabschluss", "fachabitur", "ausbildung", "umschulung", "lehre", "berufsausbildung", "promotion", "dr rer nat", "dr ing", "vordiplom", "matura", "techniker",
    // fr
    "diplôme d ingénieur", "diplôme d ingénieure", "diplôme d état", "diplôme d études supérieures", "diplôme national", "diplôme", "licence professionnelle", "licence", "master professionnel", "master recherche", "mastère spécialisé", "mastère", "maîtrise", "doctorat", "baccalauréat scientifique", "baccalauréat", "bac s", "bac", "bts", "dut", "but", "deug", "classe préparatoire", "classes préparatoires", "cpge", "cycle préparatoire", "thèse",
    // es
    "grado superior", "grado", "licenciatura", "licenciado", "licenciada", "máster universitario", "máster", "maestría", "ingeniería técnica", "ingeniería superior", "ingeniero técnico", "doctorado", "laurea magistrale", "laurea triennale", "laurea", "título profesional", "título de grado", "especialización", "especialista", "ingeniero", "ingeniera", "técnico profesional", "tecnólogo", "grado medio", "bachillerato", "técnico superior", "técnico", "diplomatura", "postgrado", "posgrado", "ciclo formativo de grado superior", "ciclo formativo", "fp", "tecnicatura",
    // pt
    "mestrado integrado", "mestrado", "bacharelado", "bacharel", "licenciatura pré bolonha", "doutoramento", "doutorado", "pós graduação", "especialização", "tecnólogo", "tecnologia em", "ensino médio", "ensino secundário", "curso técnico", "ensino superior", "graduação", "mba executivo",
    // pl
    "studia magisterskie", "studia inżynierskie", "studia licencjackie", "studia podyplomowe", "studia doktoranckie", "magister inżynier", "mgr inż", "magister", "mgr", "inżynier", "inż", "licencjat", "lic", "doktorat", "technik", "świadectwo dojrzałości", "średnie",
    // tr
    "yüksek lisans", "ön lisans", "önlisans", "lisans", "doktora", "lise diploması",
];

/// Length in words of the degree that a text begins with; none if it begins with none.
pub(super) fn degree(words: &[String]) -> Option<usize> {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| set(DEGREES));
    (1..=6.min(words.len())).rev().find(|n| words.get(..*n).is_some_and(|w| WORDS.contains(&w.join(" "))))
}

/// Countries as those who write from them call them, beside the names that the reference edition has.
pub(super) fn is_country(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "deutschland" | "österreich" | "schweiz" | "allemagne" | "suisse" | "belgique" | "espagne" | "espana" | "españa" | "alemania" | "francia" | "brasil" | "polska" | "niemcy" | "türkiye" | "turkiye" | "almanya" | "méxico" | "italia" | "italie" | "frankreich" | "spanien" | "polen"
            | "royaume uni" | "reino unido" | "pays bas" | "países bajos" | "países baixos" | "alemanha" | "frança" | "espanha" | "estados unidos" | "états unis" | "hollanda" | "ingiltere" | "wielka brytania" | "niederlande" | "italien" | "perú" | "uk" | "usa" | "u s a" | "u k" | "us" | "maroc" | "tunisie" | "türkei" | "abd" | "fransa" | "hiszpania" | "francja" | "england" | "scotland" | "wales" | "northern ireland" | "suiza" | "suíça" | "dänemark" | "irlande" | "irlanda" | "eu" | "uae"
    )
}

/// Whether a station is a time without work: between jobs, or for a family.
pub(super) fn pause(text: &str) -> bool {
    let plain = plain(text);
    ["elternzeit", "parental leave", "maternity leave", "paternity leave", "career break", "sabbatical", "family leave", "caregiving", "congé parental", "congé maternité", "licença parental", "permiso parental", "excedencia", "urlop macierzyński", "urlop wychowawczy", "arbeitsuchend", "arbeitssuchend", "job seeking", "recherche d emploi", "doğum izni", "travel year", "gap year", "baja maternal"]
        .iter()
        .any(|pause| plain.starts_with(&self::plain(pause)))
}

/// How well something is known, as it is written behind it.
pub(super) fn is_level(word: &str) -> bool {
    matches!(
        plain(word).as_str(),
        "advanced" | "intermediate" | "basic" | "beginner" | "expert" | "proficient" | "fluent" | "native" | "avançado" | "avancado" | "intermédio" | "intermediário" | "básico" | "avanzado" | "intermedio" | "medio" | "alto" | "avancé" | "intermédiaire" | "débutant" | "confirmé" | "fortgeschritten" | "grundkenntnisse" | "experte" | "sehr" | "gut" | "gute" | "kenntnisse" | "zaawansowany" | "średniozaawansowany" | "podstawowy" | "biegły" | "ileri" | "orta" | "temel" | "iyi" | "başlangıç" | "bardzo" | "dobry" | "dobrze" | "nativo" | "básicos" | "grundlagen" | "grundlegend" | "grundlegende" | "basis" | "basiskenntnisse" | "erweitert" | "erweiterte" | "profi" | "routiniert" | "sicher" | "fundiert" | "fundierte" | "solide" | "umfangreich" | "professionell" | "anwender" | "fortgeschrittene" | "erfahren" | "muttersprache" | "verhandlungssicher" | "fließend" | "fliessend" | "konversationssicher"
            | "proficiency" | "competent" | "novice" | "skilled" | "experienced" | "strong" | "familiar" | "good" | "excellent" | "very" | "moderate" | "professional" | "working" | "solid" | "some" | "conversational" | "elementary" | "bilingual" | "knowledge" | "level" | "mother" | "tongue" | "limited" | "full"
            | "courant" | "natif" | "maternelle" | "notions" | "bilingue" | "maîtrise" | "bon" | "bonne" | "bonnes" | "très" | "expérimenté" | "solides" | "niveau" | "langue" | "nivel" | "bueno" | "buen" | "muy" | "dominio" | "fluido" | "materno" | "materna" | "fluente" | "bom" | "muito" | "conhecimentos" | "nível" | "biegle" | "komunikatywny" | "komunikatywnie" | "ojczysty" | "poziom" | "średni" | "anadil" | "akıcı" | "seviye" | "çok"
    )
}

/// Whether a piece says what kind of contract it was: `Vollzeit`, `full-time`, `Teilzeit, 30 Std./Woche`.
pub(super) fn contract(text: &str) -> bool {
    let first = plain(text.split([',', ';', '/']).next().unwrap_or(text));
    [
        "full time", "part time", "permanent", "fixed term", "temporary", "contract", "contract role", "freelance contract", "seasonal", "zero hours", "hybrid", "on site", "onsite", "vollzeit", "teilzeit", "befristet", "unbefristet", "festanstellung", "in vollzeit", "in teilzeit", "minijob", "nebenjob", "nebenberuflich", "cdi", "cdd", "temps plein",
        "temps partiel", "intérim", "jornada completa", "tiempo completo", "media jornada", "tiempo parcial", "indefinido", "temporal", "tempo integral", "tempo inteiro", "meio período", "pełny etat", "pół etatu", "umowa o pracę", "umowa zlecenie", "tam zamanlı", "yarı zamanlı", "paid", "unpaid",
    ]
    .iter()
    .any(|kind| plain(kind) == first)
}

/// Where jobs are done that have no place.
pub(super) fn remote(text: &str) -> bool {
    let words = plain(text);
    ["remote", "remoto", "remota", "fully remote", "home office", "homeoffice", "télétravail", "à distance", "zdalnie", "praca zdalna", "zdalna", "uzaktan", "teletrabajo", "teletrabalho", "remote work", "100 remote", "full remote", "worldwide", "teilweise remote", "a distancia", "distributed"]
        .contains(&words.as_str())
}

/// Languages that people speak, as seven languages call them.
pub(super) fn is_language(text: &str) -> bool {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| set(LANGUAGES));
    WORDS.contains(&plain(text))
}

const LANGUAGES: &[&str] = &[
    "english", "german", "french", "spanish", "portuguese", "polish", "turkish", "italian", "dutch", "russian", "ukrainian", "czech", "slovak", "hungarian", "romanian", "bulgarian", "greek", "swedish", "norwegian", "danish", "finnish", "estonian", "latvian", "lithuanian", "croatian", "serbian", "slovenian", "bosnian", "albanian", "arabic", "hebrew", "persian", "farsi", "kurdish", "hindi", "urdu", "bengali", "tamil",
    "telugu", "kannada", "malayalam", "marathi", "gujarati", "punjabi", "nepali", "sinhala", "thai", "vietnamese", "indonesian", "malay", "tagalog", "filipino", "japanese", "korean", "chinese", "mandarin", "mandarin chinese", "cantonese", "swahili", "yoruba", "igbo", "hausa", "amharic", "zulu", "xhosa", "afrikaans", "georgian", "armenian", "azerbaijani", "kazakh", "uzbek", "catalan", "basque", "galician", "welsh", "irish", "icelandic", "american sign language", "asl", "twi", "brazilian portuguese", "latin", "somali", "macedonian", "belarusian", "mongolian", "khmer", "burmese", "lao", "pashto", "tigrinya", "wolof", "krio", "luganda", "shona", "sanskrit",
    "deutsch", "englisch", "französisch", "spanisch", "portugiesisch", "polnisch", "türkisch", "italienisch", "niederländisch", "russisch", "ukrainisch", "arabisch", "chinesisch", "japanisch", "vietnamesisch", "tschechisch", "griechisch", "schwedisch", "kroatisch", "serbisch", "rumänisch", "ungarisch", "koreanisch", "hebräisch", "persisch", "kurdisch", "hindi",
    "français", "anglais", "allemand", "espagnol", "portugais", "polonais", "turc", "italien", "néerlandais", "russe", "arabe", "chinois", "japonais", "vietnamien", "coréen", "hébreu", "grec", "roumain", "berbère", "ukrainien", "suédois", "breton", "peul", "bambara", "lingala", "créole", "occitan", "corse", "luxembourgeois", "langue des signes française", "kabyle", "tongan", "maori", "te reo māori", "samoan", "fijian", "scottish gaelic", "gaelic", "frisian", "sorbian", "sorbisch", "slowakisch", "slowenisch", "dänisch", "norwegisch", "finnisch", "bulgarisch", "lettisch", "litauisch", "estnisch", "isländisch", "albanisch", "mazedonisch", "bosnisch", "armenisch", "georgisch", "luxemburgisch", "rätoromanisch", "latein", "altgriechisch", "katalanisch", "thailändisch", "indonesisch", "bengalisch", "tamilisch", "urdu", "paschtu", "dari", "tigrinya", "amharisch", "somali", "schweizerdeutsch", "mandarin", "kantonesisch", "tamoul", "persan", "hindi", "roumaine", "slovaque", "slovène", "croate", "serbe", "bulgare", "finnois", "islandais", "albanais", "arménien", "géorgien", "catalan", "basque", "latin", "malgache", "haïtien", "mooré", "dioula", "soninké", "sueco", "noruego", "danés", "finlandés", "rumano", "búlgaro", "griego", "hebreo", "húngaro", "checo", "eslovaco", "ucraniano", "aimara", "náhuatl", "mapudungun", "romeno", "grego", "hebraico", "húngaro", "tcheco", "checo", "ucraniano", "norueguês", "dinamarquês", "finlandês", "coreano", "árabe", "latim", "galego", "catalão", "słowacki", "węgierski", "rumuński", "bułgarski", "grecki", "duński", "fiński", "litewski", "łotewski", "białoruski", "koreański", "arabski", "łacina", "kaszubski", "ukraynaca", "isveççe", "norveççe", "danca", "fince", "lehçe", "çekçe", "macarca", "rumence", "sırpça", "boşnakça", "arnavutça", "ermenice", "ibranice", "latince", "osmanlıca", "danois", "norvégien", "hongrois", "tchèque",
    "español", "castellano", "inglés", "alemán", "francés", "portugués", "polaco", "turco", "italiano", "neerlandés", "ruso", "árabe", "chino", "japonés", "catalán", "català", "euskera", "gallego", "coreano", "valenciano", "guaraní", "quechua",
    "português", "inglês", "alemão", "francês", "espanhol", "polonês", "polaco", "russo", "chinês", "japonês", "mandarim", "holandês", "sueco", "crioulo",
    "polski", "angielski", "niemiecki", "francuski", "hiszpański", "portugalski", "turecki", "włoski", "rosyjski", "ukraiński", "czeski", "japoński", "chiński", "szwedzki", "norweski", "niderlandzki", "język angielski", "język niemiecki", "język polski", "język francuski", "język hiszpański", "język rosyjski", "język włoski", "język ukraiński",
    "türkçe", "ingilizce", "almanca", "fransızca", "ispanyolca", "portekizce", "lehçe", "italyanca", "rusça", "arapça", "çince", "japonca", "korece", "kürtçe", "farsça", "yunanca", "azerice", "hollandaca", "bulgarca", "gürcüce",
];

/// Little words of each language, by which a text's language is told, as [`plain`] writes them.
pub(super) const LITTLE: [(&str, &[&str]); 7] = [
    ("en", &["the", "and", "of", "for", "with", "to", "from", "by", "using", "our", "that", "at", "on", "across", "into", "experience", "education", "skills", "team"]),
    ("de", &["und", "der", "die", "das", "mit", "für", "von", "bei", "im", "zur", "zum", "auf", "eine", "einer", "sowie", "kenntnisse", "seit", "bis", "berufserfahrung", "ausbildung"]),
    ("fr", &["et", "le", "les", "des", "du", "pour", "avec", "une", "aux", "dans", "sur", "depuis", "expérience", "formation", "compétences", "au", "chez", "équipe"]),
    ("es", &["y", "el", "los", "las", "del", "con", "una", "para", "experiencia", "educación", "habilidades", "desde", "formación", "en", "por", "equipo", "conocimientos", "español"]),
    ("pt", &["e", "o", "os", "dos", "das", "com", "uma", "em", "no", "na", "experiência", "formação", "competências", "desde", "até", "pela", "pelo", "equipa", "equipe", "português", "ao"]),
    ("pl", &["i", "w", "z", "na", "do", "oraz", "od", "dla", "przez", "się", "doświadczenie", "wykształcenie", "umiejętności", "obecnie", "ze", "praca", "języki", "zespołu"]),
    ("tr", &["ve", "ile", "için", "bir", "olarak", "deneyim", "eğitim", "beceriler", "halen", "iş", "diller", "bu", "üniversitesi", "ekip", "mühendisi", "yazılım"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_titles_is_complete_under_its_search() {
        for word in ["engineer", "développeur", "inżynier", "mühendisi", "entwickler", "öğretmen", "analytics", "éducateur", "accountant"] {
            assert!(title(word), "{word}");
        }
    }

    #[test]
    fn headings_are_told_in_capitals_spaced_out_and_joined() {
        assert_eq!(heading("WORK EXPERIENCE"), Some(Section::Work));
        assert_eq!(heading("E X P E R I E N C E"), Some(Section::Work));
        assert_eq!(heading("Education & Certifications:"), Some(Section::Education));
        assert_eq!(heading("İŞ DENEYİMİ"), Some(Section::Work));
        assert_eq!(heading("EĞİTİM"), Some(Section::Education));
        assert_eq!(heading("Experienced engineer"), None);
    }
}
