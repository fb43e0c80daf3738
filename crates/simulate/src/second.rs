//! The second style of simulated worlds, written without knowledge of the detectors. `SECOND.md` beside this crate is its
//! specification: who is in a world, how often each innocent oddity and each trace of an operation occurs, and why.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::{Fields, Rng, Truth, World};

/// Builds a world: `honest` honest people and operations with `personas` personas in total.
pub fn build(seed: u64, honest: usize, personas: usize, fields: Fields) -> World {
    let full = matches!(fields, Fields::All);
    let mut g = Gen::new(seed, honest);
    let mut people = g.crowd(honest);
    g.pairs(&mut people);
    let mut frauds = g.operations(personas, &mut people);
    let mut again = g.applied_again(&mut people);
    people.append(&mut again);
    people.append(&mut frauds);
    g.emit(&people, full)
}

// ---------------------------------------------------------------------------------------------------------------------
// Tables. One long string each: short to read, parsed once.

/// Weight; countries of origin; given names; family names.
const CULTURES: &str = "
34;US CA GB;James Emily Robert Hannah Kevin Laura Brian Megan Scott Rachel Tyler Courtney Derek Paige Logan Brooke Trevor
Jenna Wesley Alison Grant Holly Dustin Kelsey Colin Abigail Marcus Natalie Spencer Audrey Philip Joanna Keith Bethany;
Smith Johnson Miller Davis Wilson Brown Taylor Clark Whitfield Harmon Caldwell Prescott Langley Bowers Decker Hollis Mercer
Stratton Kimball Thornton Pruitt Ashford Barlow Conway Dalton Easton Garrett Hadley Ingram Keating Lockhart Maddox Norwood
Ogden Pratt Rowland Shelton Tillman Vance Walden Yates Burke Kerrigan Sheehan Macrae Lindqvist
@6;US;Jamal Keisha Darnell Imani Terrence Latoya Andre Monique Malik Tanisha Reggie Ebony Damon Jasmine Curtis Simone;
Washington Jefferson Booker Freeman Gaines Mosley Pettway Rollins Tibbs Whitlock Dupree Battle Hairston Coleman Banks Sykes
@11;MX AR CO US;Luis María Carlos Sofía Diego Valentina Javier Camila Andrés Lucía Mateo Daniela Rubén Paola Hugo Ximena Iván
Adriana Óscar Marisol;García Hernández Martínez López Ramírez Flores Torres Rivera Castillo Ortega Salazar Cárdenas Montoya
Villarreal Escobedo Quiroga Benítez Zamora Arriaga Peralta Sandoval Mendieta
@16;IN PK US;Aarav Priya Rohan Ananya Vikram Sneha Arjun Kavya Sanjay Meera Rahul Divya Nikhil Pooja Karthik Lakshmi Imran
Ayesha Suresh Nandini Harish Shruti Faisal Zainab;Sharma Patel Reddy Iyer Nair Gupta Verma Rao Menon Kulkarni Joshi
Chatterjee Banerjee Deshpande Pillai Choudhary Khan Siddiqui Qureshi Malhotra Kapoor Bhatt Gowda Subramanian Naidu Mishra
@9;CN TW SG US;Wei Jing Hao Xin Yang Mei Jun Lin Tao Yuting Bo Xiaoyu Chen Ying Zhihao Jiayi Peng Siqi Kai Ruoxi;Wang Li
Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Luo Zheng Liang Song Tang Deng Feng Cao
@4;KR US;Minjun Seoyeon Jihoon Jiwoo Hyunwoo Soyeon Donghyun Eunji Sungmin Yuna Taeyang Haeun;Kim Lee Park Choi Jung Kang
Cho Yoon Jang Lim Han Shin Seo Kwon Hwang Ahn
@3;VN US;Minh Linh Tuan Huong Duc Thao Khanh Trang Quang Ngoc Hieu Vy;Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Ngo
Duong
@7;PL UA GE;Oleksandr Olena Dmytro Iryna Piotr Agnieszka Tomasz Katarzyna Andriy Natalia Maksym Yulia Łukasz Magdalena
Serhii Kateryna Artem Daria;Kovalenko Shevchuk Bondarenko Tkachenko Nowak Kowalczyk Wiśniewski Zieliński Lysenko Melnyk
Kravchuk Petrenko Wójcik Kamiński Savchenko Ivashchenko Sokolov Morozov
@4;EG TR IR US;Omar Layla Youssef Nour Karim Salma Hassan Yasmin Mehdi Shirin Emre Zeynep Tarek Rania;Haddad Mansour Khalil
Farouk Rahimi Tehrani Yılmaz Demir Aydin Saleh Nasser Hosseini Karimi Sayegh
@4;NG GH KE US;Chidi Ngozi Emeka Adaeze Tunde Folake Kwame Akosua Ifeanyi Amara Wanjiru Kamau Segun Bukola;Okafor Adeyemi
Eze Balogun Mensah Owusu Nwosu Abiola Ogunleye Mwangi Otieno Asante Okonkwo Uche
@4;BR PT;Rafael Juliana Thiago Fernanda Bruno Larissa Gustavo Beatriz Leandro Priscila Caio Tatiane Renato Joana;Silva
Santos Oliveira Souza Pereira Carvalho Almeida Ribeiro Barbosa Teixeira Moreira Cavalcanti Figueiredo Azevedo
@4;DE NL;Lukas Anna Jonas Lena Felix Katrin Matthias Julia Jürgen Sabine Pieter Femke Stefan Miriam;Müller Schneider Fischer
Weber Becker Hoffmann Krüger Vogel Brandt Seidel Bakker Visser Smit Hendriks Lehmann Winkler
@2;PH US;Jerome Angelica Mark Kristine Paolo Maricel Rommel Joy Jericho Liezel;Reyes Bautista Villanueva Aquino Mendoza
Santiago Pascual Manalo Dizon Tolentino
@1;JP;Haruto Yui Kenji Aiko Daichi Misaki Takumi Naoko;Sato Suzuki Takahashi Watanabe Nakamura Kobayashi Mori Okada
@2;IL US;Noam Tamar Eitan Shira Yonatan Miriam Ari Dalia;Levi Cohen Mizrahi Friedman Katz Shapiro Rosenberg Peretz
@3;FR IT;Antoine Camille Mathieu Élodie Marco Giulia Luca Chiara Julien Margaux;Moreau Lefèvre Girard Rossi Bianchi Ferrari
Ricci Dubois Fontaine Marchetti";

/// City, region, postal pattern, country, phone (area codes or pattern), offset, daylight rule, weight.
const PLACES: &str = "\
New York|NY|100##|US|212,646,917,347|-300|us|9;Brooklyn|NY|112##|US|718,347,929|-300|us|5;Jersey City|NJ|073##|US|201,551|-300|us|3;\
Boston|MA|021##|US|617,857|-300|us|4;Worcester|MA|016##|US|508,774|-300|us|1;Philadelphia|PA|191##|US|215,267|-300|us|3;\
Pittsburgh|PA|152##|US|412,878|-300|us|2;Baltimore|MD|212##|US|410,443|-300|us|2;Washington|DC|200##|US|202|-300|us|3;\
Arlington|VA|222##|US|703,571|-300|us|2;Richmond|VA|232##|US|804|-300|us|1;Raleigh|NC|276##|US|919,984|-300|us|3;\
Charlotte|NC|282##|US|704,980|-300|us|3;Fayetteville|NC|283##|US|910|-300|us|1;Atlanta|GA|303##|US|404,470,678|-300|us|5;\
Tampa|FL|336##|US|813|-300|us|2;Orlando|FL|328##|US|407,321|-300|us|3;Miami|FL|331##|US|305,786|-300|us|3;\
Columbus|OH|432##|US|614,380|-300|us|2;Cleveland|OH|441##|US|216|-300|us|1;Detroit|MI|482##|US|313|-300|us|1;\
Nashville|TN|372##|US|615,629|-360|us|2;Chicago|IL|606##|US|312,773,872|-360|us|6;Minneapolis|MN|554##|US|612|-360|us|2;\
St. Louis|MO|631##|US|314|-360|us|1;Kansas City|MO|641##|US|816|-360|us|1;Austin|TX|787##|US|512,737|-360|us|5;\
Dallas|TX|752##|US|214,469,972|-360|us|4;Houston|TX|770##|US|713,281,832|-360|us|4;San Antonio|TX|782##|US|210|-360|us|2;\
Killeen|TX|765##|US|254|-360|us|1;Sioux Falls|SD|571##|US|605|-360|us|1;Denver|CO|802##|US|303,720|-420|us|3;\
Colorado Springs|CO|809##|US|719|-420|us|1;Salt Lake City|UT|841##|US|801,385|-420|us|2;Phoenix|AZ|850##|US|602,480,623|-420|none|3;\
Seattle|WA|981##|US|206,425|-480|us|5;Portland|OR|972##|US|503,971|-480|us|2;San Francisco|CA|941##|US|415,628|-480|us|5;\
San Jose|CA|951##|US|408,669|-480|us|4;Los Angeles|CA|900##|US|213,310,323|-480|us|5;San Diego|CA|921##|US|619,858|-480|us|3;\
Sacramento|CA|958##|US|916|-480|us|1;Las Vegas|NV|891##|US|702,725|-480|us|1;Toronto|ON|M5@ #@#|CA|416,647|-300|us|5;\
Montreal|QC|H2@ #@#|CA|514,438|-300|us|3;Vancouver|BC|V6@ #@#|CA|604,778|-480|us|3;London|England|E# #@@|GB|+44 7### ######|0|eu|6;\
Manchester|England|M## #@@|GB|+44 7### ######|0|eu|2;Edinburgh|Scotland|EH# #@@|GB|+44 7### ######|0|eu|1;\
Berlin|Berlin|10###|DE|+49 15# ########|60|eu|4;Munich|Bavaria|80###|DE|+49 17# #######|60|eu|3;\
Warsaw|Mazowieckie|02-###|PL|+48 5## ### ###|60|eu|3;Kraków|Małopolskie|31-###|PL|+48 6## ### ###|60|eu|2;\
Bengaluru|Karnataka|5600##|IN|+91 9#### #####|330|none|6;Hyderabad|Telangana|5000##|IN|+91 8#### #####|330|none|4;\
Pune|Maharashtra|4110##|IN|+91 9#### #####|330|none|3;Chennai|Tamil Nadu|6000##|IN|+91 9#### #####|330|none|2;\
São Paulo|SP|04###-###|BR|+55 11 9####-####|-180|none|5;Recife|PE|50###-###|BR|+55 81 9####-####|-180|none|2;\
Mexico City|CDMX|06###|MX|+52 55 #### ####|-360|none|3;Buenos Aires|CABA|C14##|AR|+54 9 11 ####-####|-180|none|2;\
Lagos|Lagos|100###|NG|+234 80# ### ####|60|none|3;Nairobi|Nairobi|00###|KE|+254 7## ######|180|none|1;\
Manila|Metro Manila|1###|PH|+63 917 ### ####|480|none|2;Lahore|Punjab|54###|PK|+92 30# #######|300|none|2;\
Lisbon|Lisboa|1###-###|PT|+351 91# ### ###|0|eu|2;Kyiv|Kyiv|01###|UA|+380 67 ### ## ##|120|eu|2;\
Tbilisi|Tbilisi|01##|GE|+995 5## ### ###|240|none|1;Istanbul|Istanbul|34###|TR|+90 53# ### ## ##|180|none|1;\
Ho Chi Minh City|HCMC|70####|VN|+84 90# ### ###|420|none|1;Shanghai|Shanghai|2000##|CN|+86 13# #### ####|480|none|2;\
Shenyang|Liaoning|1100##|CN|+86 15# #### ####|480|none|1;Seoul|Seoul|06###|KR|+82 10-####-####|540|none|1";

/// Name, country, first month, last month, years of a first degree, mail domain.
const SCHOOLS: &str = "\
University of Washington|US|9|6|4|uw.edu;University of California, Berkeley|US|8|5|4|berkeley.edu;\
University of California, San Diego|US|9|6|4|ucsd.edu;University of California, Irvine|US|9|6|4|uci.edu;\
San Jose State University|US|8|5|4|sjsu.edu;California State University, Long Beach|US|8|5|4|csulb.edu;\
Oregon State University|US|9|6|4|oregonstate.edu;Arizona State University|US|8|5|4|asu.edu;University of Utah|US|8|5|4|utah.edu;\
Brigham Young University|US|9|4|4|byu.edu;University of Colorado Boulder|US|8|5|4|colorado.edu;\
University of Texas at Austin|US|8|5|4|utexas.edu;University of Texas at Dallas|US|8|5|4|utdallas.edu;\
University of Houston|US|8|5|4|uh.edu;Texas A&M University|US|8|5|4|tamu.edu;Oklahoma State University|US|8|5|4|okstate.edu;\
University of Kansas|US|8|5|4|ku.edu;University of Minnesota|US|9|5|4|umn.edu;University of Wisconsin-Madison|US|9|5|4|wisc.edu;\
Northwestern University|US|9|6|4|northwestern.edu;University of Illinois Urbana-Champaign|US|8|5|4|illinois.edu;\
University of Illinois Chicago|US|8|5|4|uic.edu;Purdue University|US|8|5|4|purdue.edu;Indiana University Bloomington|US|8|5|4|iu.edu;\
University of Michigan|US|9|4|4|umich.edu;Michigan State University|US|8|5|4|msu.edu;Ohio State University|US|8|5|4|osu.edu;\
University of Cincinnati|US|8|5|5|uc.edu;Carnegie Mellon University|US|8|5|4|cmu.edu;Pennsylvania State University|US|8|5|4|psu.edu;\
Drexel University|US|9|6|5|drexel.edu;Temple University|US|8|5|4|temple.edu;Rutgers University|US|9|5|4|rutgers.edu;\
New Jersey Institute of Technology|US|9|5|4|njit.edu;New York University|US|9|5|4|nyu.edu;Stony Brook University|US|8|5|4|stonybrook.edu;\
City College of New York|US|8|5|4|ccny.cuny.edu;Rochester Institute of Technology|US|8|5|5|rit.edu;\
Northeastern University|US|9|5|5|northeastern.edu;Boston University|US|9|5|4|bu.edu;\
University of Massachusetts Amherst|US|9|5|4|umass.edu;University of Maryland, College Park|US|8|5|4|umd.edu;\
George Mason University|US|8|5|4|gmu.edu;Virginia Tech|US|8|5|4|vt.edu;North Carolina State University|US|8|5|4|ncsu.edu;\
UNC Charlotte|US|8|5|4|charlotte.edu;Georgia Institute of Technology|US|8|5|4|gatech.edu;Georgia State University|US|8|5|4|gsu.edu;\
University of Florida|US|8|5|4|ufl.edu;University of Central Florida|US|8|5|4|ucf.edu;Florida International University|US|8|5|4|fiu.edu;\
Howard University|US|8|5|4|howard.edu;Western Governors University|US|3|2|3|wgu.edu;University of Toronto|CA|9|6|4|utoronto.ca;\
University of Waterloo|CA|9|6|5|uwaterloo.ca;University of British Columbia|CA|9|5|4|ubc.ca;Concordia University|CA|9|6|4|concordia.ca;\
University of Manchester|GB|9|7|3|manchester.ac.uk;Queen Mary University of London|GB|9|7|3|qmul.ac.uk;\
University of Edinburgh|GB|9|7|4|ed.ac.uk;University of Leeds|GB|9|7|3|leeds.ac.uk;Technical University of Munich|DE|10|9|3|tum.de;\
TU Berlin|DE|10|9|3|tu-berlin.de;Warsaw University of Technology|PL|10|2|4|pw.edu.pl;AGH University of Krakow|PL|10|2|4|agh.edu.pl;\
University of Mumbai|IN|7|5|4|mu.ac.in;Anna University|IN|8|5|4|annauniv.edu;Visvesvaraya Technological University|IN|8|6|4|vtu.ac.in;\
Osmania University|IN|8|5|4|osmania.ac.in;JNTU Hyderabad|IN|8|5|4|jntuh.ac.in;VIT Vellore|IN|7|5|4|vit.ac.in;\
BITS Pilani|IN|8|5|4|bits-pilani.ac.in;University of the Punjab|PK|9|6|4|pu.edu.pk;NUST Islamabad|PK|9|6|4|nust.edu.pk;\
Universidade de São Paulo|BR|2|12|5|usp.br;Universidade Federal de Pernambuco|BR|2|12|5|ufpe.br;\
Universidade de Lisboa|PT|9|7|3|ulisboa.pt;Tecnológico de Monterrey|MX|8|6|4|tec.mx;\
Universidad Nacional Autónoma de México|MX|8|6|5|unam.mx;Universidad de Buenos Aires|AR|3|12|5|uba.ar;\
Universidad de los Andes|CO|1|12|4|uniandes.edu.co;University of Lagos|NG|10|7|4|unilag.edu.ng;\
Covenant University|NG|9|6|4|covenantuniversity.edu.ng;University of Ghana|GH|8|5|4|ug.edu.gh;University of Nairobi|KE|9|7|4|uonbi.ac.ke;\
Cairo University|EG|9|6|4|cu.edu.eg;Istanbul Technical University|TR|9|6|4|itu.edu.tr;\
Amirkabir University of Technology|IR|9|7|4|aut.ac.ir;De La Salle University|PH|6|3|4|dlsu.edu.ph;\
University of the Philippines Diliman|PH|8|6|4|upd.edu.ph;Fudan University|CN|9|6|4|fudan.edu.cn;\
Northeastern University (Shenyang)|CN|9|7|4|neu.edu.cn;Wuhan University|CN|9|6|4|whu.edu.cn;\
National Taiwan University|TW|9|6|4|ntu.edu.tw;National University of Singapore|SG|8|5|4|nus.edu.sg;\
Hanyang University|KR|3|2|4|hanyang.ac.kr;Inha University|KR|3|2|4|inha.ac.kr;Waseda University|JP|4|3|4|waseda.jp;\
HCMC University of Technology|VN|9|6|4|hcmut.edu.vn;Hanoi University of Science and Technology|VN|9|6|5|hust.edu.vn;\
Taras Shevchenko National University of Kyiv|UA|9|6|4|knu.ua;Lviv Polytechnic National University|UA|9|6|4|lpnu.ua;\
Tbilisi State University|GE|9|7|4|tsu.ge;Delft University of Technology|NL|9|7|3|tudelft.nl;Tel Aviv University|IL|10|7|3|tau.ac.il;\
Politecnico di Torino|IT|10|7|3|polito.it;Université de Lyon|FR|9|6|3|universite-lyon.fr";

/// Region; large employers with the year they began.
const FIRMS: &str = "NA|Microsoft:1975|Accenture:1989|IBM:1911|Oracle:1977|Capital One:1994|Intuit:1983|Target:1962|The Home Depot:1978|\
Cisco:1984|Salesforce:1999|Deloitte:1845|Comcast:1963|Wayfair:2002|Zillow:2006|DocuSign:2003|Twilio:2008|Okta:2009|\
Stripe:2010|Square:2009|Uber:2009|Lyft:2012|DoorDash:2013|Instacart:2012|Chewy:2011|Carvana:2012|Epic Systems:1979|\
Cerner:1979|Optum:2011|Humana:1961|Cigna:1982|Progressive:1937|State Farm:1922|USAA:1922|Fidelity Investments:1946|\
Vanguard:1975|JPMorgan Chase:1996|Bank of America:1930|Wells Fargo:1852|American Express:1850|Mastercard:1966|Visa:1958|\
PayPal:1998|eBay:1995|Expedia:1996|Booz Allen Hamilton:1914|Leidos:1969|Northrop Grumman:1994|General Motors:1908|Ford:1903|\
Best Buy:1966|Walmart:1962|Kroger:1883|FedEx:1971|UPS:1907|AT&T:1983|Verizon:2000|T-Mobile:1999|Dell:1984|HP:1939|Intel:1968|\
NVIDIA:1993|Adobe:1982|Atlassian:2002|HubSpot:2006|Toast:2011|Peloton:2012|Shopify:2006|CGI:1976|Slalom:2001
SA|Infosys:1981|Tata Consultancy Services:1968|Wipro:1945|HCLTech:1976|Tech Mahindra:1986|Cognizant:1994|Mindtree:1999|\
Flipkart:2007|Zoho:1996|Freshworks:2010|Swiggy:2014|Razorpay:2014|Systems Limited:1977|Mphasis:2000
EU|SAP:1972|Siemens:1847|Zalando:2008|Delivery Hero:2011|Allegro:1999|EPAM Systems:1993|SoftServe:1993|Luxoft:2000|\
GlobalLogic:2000|Booking.com:1996|Adyen:2006|ING:1991|Revolut:2015|Monzo:2015|BBC:1922|Ocado:2000|Capgemini:1967|Ubisoft:1986
LA|Mercado Libre:1999|Globant:2003|Nubank:2013|iFood:2011|Stone:2012|Itaú Unibanco:2008|Softtek:1982|Wizeline:2014|Rappi:2015
AS|Samsung SDS:1985|Naver:1999|Grab:2012|Shopee:2015|Alibaba:1999|Tencent:1998|Huawei:1987|Neusoft:1991|FPT Software:1999|\
Rakuten:1997|LINE:2000|Sea Group:2009
AF|Andela:2014|Interswitch:2002|Flutterwave:2016|Paystack:2015|Safaricom:1997|MTN:1994|Jumia:2012|Vodafone Egypt:1998";

/// Department; engineering or business; titles; tools with years; things made or run; weight among the jobs.
const FAMILIES: &str = "Engineering;eng;Backend Engineer|Software Engineer|API Engineer|Server Engineer|Platform Developer;\
Java:1998|Spring Boot:2014|Go:2012|Python:2000|Node.js:2011|PostgreSQL:2000|MySQL:1999|Kafka:2013|RabbitMQ:2008|Redis:2010|gRPC:2016|\
GraphQL:2016|Docker:2014|Kubernetes:2016|AWS Lambda:2015|DynamoDB:2012|Cassandra:2010|Elasticsearch:2011|Kotlin:2016|Rust:2016|\
Django:2006|FastAPI:2019|Temporal:2020|MongoDB:2010|C#:2002|.NET Core:2016|OpenTelemetry:2020|Terraform:2015;\
service|API|ledger|scheduler|rules engine|gateway|import pipeline|webhook relay|matching engine|quota service|document store|\
audit trail|pricing engine|notification service|rate limiter|sync layer|search backend|export job|identity service|event bus;9
Engineering;eng;Full Stack Engineer|Full Stack Developer|Web Engineer|Software Engineer|Product Engineer;\
TypeScript:2014|React:2014|Next.js:2018|Vue:2016|Node.js:2011|Express:2012|NestJS:2018|Ruby on Rails:2006|Django:2006|PostgreSQL:2000|\
MySQL:1999|Redis:2010|GraphQL:2016|Tailwind CSS:2019|Prisma:2021|AWS:2008|Docker:2014|PHP:2000|Laravel:2013|Jest:2016|Cypress:2018|\
tRPC:2022|Stripe API:2013|Angular:2016|MongoDB:2010|Vercel:2020|Supabase:2021;\
portal|dashboard|booking flow|checkout|admin console|onboarding wizard|quote form|marketplace|help centre|survey tool|calendar|\
inventory screen|approval workflow|messaging inbox|plan builder|ticket desk|intake form|referral page|catalogue|report builder;7
Engineering;eng;Frontend Engineer|Front End Developer|UI Engineer|Web Developer|Frontend Developer;\
TypeScript:2014|React:2014|Redux:2015|Vue:2016|Angular:2016|Svelte:2019|Next.js:2018|Webpack:2014|Vite:2021|Storybook:2017|Sass:2010|\
Tailwind CSS:2019|Jest:2016|Playwright:2020|GraphQL:2016|D3:2012|Web Components:2016|Figma:2017|Jotai:2021|React Query:2020|\
jQuery:2008|Cypress:2018|WebGL:2013|Lighthouse:2017;\
design system|component library|landing site|data grid|editor|map view|charting layer|checkout page|account area|micro frontend|\
search page|video player|form engine|theme switcher|seat picker|timeline|comparison page|mobile web app|settings area|print view;5
Mobile;eng;Mobile Engineer|iOS Engineer|Android Engineer|React Native Developer|Mobile Developer;\
Swift:2014|SwiftUI:2019|Objective-C:2008|Kotlin:2016|Jetpack Compose:2021|Java:2009|React Native:2015|Flutter:2018|Firebase:2014|\
Core Data:2010|Combine:2019|RxSwift:2016|Fastlane:2015|GraphQL:2016|Room:2018|Dagger:2014|Bitrise:2016|Realm:2015|SQLite:2009|\
Detox:2018|Crashlytics:2012|Expo:2018;\
driver app|patient app|loyalty app|scanner app|wallet|chat module|offline cache|push layer|camera flow|tablet kiosk|field app|\
payment sheet|widget set|audio player|sign-up flow|route planner|watch companion|receipt capture|barcode reader|tracking screen;4
Data;eng;Data Engineer|Analytics Engineer|Data Platform Engineer|ETL Developer|Data Analyst;\
Python:2003|SQL:1995|Spark:2014|Airflow:2016|dbt:2018|Snowflake:2016|BigQuery:2013|Redshift:2013|Kafka:2013|Databricks:2016|Hive:2011|\
Tableau:2008|Looker:2014|Power BI:2016|Fivetran:2017|Great Expectations:2019|Dagster:2020|Delta Lake:2019|Iceberg:2021|Flink:2016|\
PostgreSQL:2000|Informatica:2003|SSIS:2006|Pandas:2012|Terraform:2015|Trino:2021;\
warehouse|feature feed|reporting mart|ingestion pipeline|lineage catalogue|forecast feed|cohort model|reconciliation job|metric layer|\
event stream|usage rollup|master data set|quality suite|finance mart|clickstream|attribution model|archive|survey data set|backfill;6
Machine Learning;eng;Machine Learning Engineer|ML Engineer|Applied Scientist|Data Scientist|AI Engineer;\
Python:2003|PyTorch:2017|TensorFlow:2016|scikit-learn:2012|XGBoost:2015|Spark:2014|MLflow:2019|Kubeflow:2019|SageMaker:2018|Ray:2019|\
Hugging Face:2020|LangChain:2023|ONNX:2018|Triton:2020|Vertex AI:2021|FAISS:2018|pgvector:2022|BERT:2019|R:2005|Airflow:2016|\
CUDA:2010|JAX:2020|Weights & Biases:2019|OpenCV:2011;\
ranking model|churn model|document classifier|demand forecast|recommendation service|anomaly detector|retrieval service|\
speech model|price model|entity matcher|vision model|chat assistant|risk score|labelling tool|embedding index|routing model|triage model;4
Infrastructure;eng;DevOps Engineer|Site Reliability Engineer|Cloud Engineer|Platform Engineer|Infrastructure Engineer;\
Kubernetes:2016|Terraform:2015|AWS:2008|Azure:2012|GCP:2014|Ansible:2013|Helm:2017|Argo CD:2019|Jenkins:2011|GitHub Actions:2020|\
GitLab CI:2016|Prometheus:2016|Grafana:2015|Datadog:2014|Istio:2018|Vault:2016|Linux:1998|Bash:1998|Go:2012|Python:2000|Packer:2014|\
Crossplane:2021|Pulumi:2019|Puppet:2009|VMware:2004|Nginx:2009|Cilium:2020;\
build platform|cluster fleet|deployment pipeline|log platform|secrets store|staging environment|backup scheme|service mesh|\
landing zone|alerting setup|image pipeline|cost report|edge network|failover plan|runner pool|artifact store|DNS setup|patch process;6
Security;eng;Security Engineer|Application Security Engineer|Security Analyst|Cloud Security Engineer|Detection Engineer;\
Splunk:2008|Burp Suite:2009|AWS:2008|Python:2003|CrowdStrike:2014|Okta:2013|Terraform:2015|Semgrep:2020|Snyk:2017|Wiz:2021|Sigma:2018|\
Elastic:2015|Nessus:2003|Kubernetes:2016|OWASP ZAP:2012|Microsoft Sentinel:2020|osquery:2015|YARA:2013|Vault:2016|Entra ID:2023;\
detection rules|access review|secure build pipeline|key rotation|bug bounty|incident playbook|threat model|phishing drill|scan platform|\
privileged access setup|vendor review|hardening baseline|log pipeline|asset inventory|token service;3
Quality;eng;QA Engineer|SDET|Test Automation Engineer|Quality Engineer|Software Tester;\
Selenium:2008|Cypress:2018|Playwright:2020|Java:1998|Python:2003|TestNG:2010|Postman:2014|JMeter:2005|k6:2019|Appium:2014|Jenkins:2011|\
Cucumber:2011|TypeScript:2014|SQL:1995|BrowserStack:2013|Robot Framework:2010|Pytest:2012|Jira:2006|TestRail:2012|Gatling:2014;\
regression suite|load test|smoke test set|device lab|contract tests|test data factory|release checklist|visual test set|API test suite|\
accessibility audit|bug triage|mock server|nightly run|coverage report|acceptance suite;3
IT;eng;IT Support Specialist|Systems Administrator|IT Engineer|Help Desk Technician|Network Engineer;\
Windows Server:2003|Active Directory:2002|Intune:2016|Jamf:2010|Okta:2013|PowerShell:2008|VMware:2004|Cisco IOS:2000|Meraki:2013|\
ServiceNow:2010|Office 365:2012|Google Workspace:2012|Linux:1998|Azure AD:2014|Zendesk:2012|Fortinet:2010|SCCM:2008|Bash:1998;\
laptop rollout|ticket queue|site network|print estate|account lifecycle|backup scheme|phone system|imaging process|asset register|\
meeting room setup|wireless network|server room|mail migration|patch cycle|access badge system;3
Product;biz;Product Manager|Product Owner|Technical Product Manager|Program Manager|Scrum Master;\
Jira:2006|Figma:2017|Amplitude:2016|SQL:2000|Productboard:2017|Mixpanel:2012|Confluence:2008|Looker:2014|Miro:2019|Notion:2019|Pendo:2016|\
Google Analytics:2007|Linear:2021|Aha!:2015|Excel:1998;\
roadmap|pricing plan|self-serve trial|partner programme|migration programme|mobile launch|beta programme|billing revamp|discovery round|\
admin experience|integration catalogue|analytics package|onboarding journey|compliance release;3
Design;biz;Product Designer|UX Designer|UX Researcher|Visual Designer|Technical Writer;\
Figma:2017|Sketch:2013|Adobe XD:2018|InVision:2014|Miro:2019|Photoshop:2000|Illustrator:2000|Framer:2019|Maze:2020|Dovetail:2020|\
UserTesting:2012|HTML:2000|CSS:2002|Markdown:2010|After Effects:2004;\
design language|research panel|icon set|booking journey|prototype|style guide|usability study|brand refresh|information architecture|\
documentation site|accessibility review|pattern library|service blueprint|diary study;2
Sales;biz;Account Executive|Sales Development Representative|Sales Engineer|Customer Success Manager|Marketing Manager;\
Salesforce:2004|HubSpot:2010|Outreach:2016|Gong:2018|LinkedIn Sales Navigator:2015|Excel:1998|Marketo:2010|ZoomInfo:2018|Gainsight:2015|\
Google Ads:2008|Tableau:2008|Apollo:2020|Zoom:2016|Salesloft:2016;\
territory plan|renewal book|outbound programme|partner channel|trade show calendar|demo environment|pilot programme|account plan|\
newsletter|lead scoring|webinar series|case study series|enterprise book|win-back campaign;4
Finance;biz;Accountant|Financial Analyst|Payroll Specialist|FP&A Manager|Accounts Payable Specialist;\
NetSuite:2005|Excel:1998|QuickBooks:2000|SAP:1999|Workday:2010|Power BI:2016|ADP:2002|Bill.com:2014|Oracle Financials:2000|SQL:2000|\
Anaplan:2014|Coupa:2013|Avalara:2013|BlackLine:2014;\
month-end close|expense policy|vendor ledger|revenue schedule|audit file|payroll run|budget model|tax filing|cash forecast|\
intercompany ledger|lease register|approval matrix|cost centre map|board pack;2
People;biz;Recruiter|HR Generalist|People Operations Specialist|Talent Partner|HR Business Partner;\
Greenhouse:2014|Workday:2010|BambooHR:2013|Lever:2015|LinkedIn Recruiter:2010|Excel:1998|ADP:2002|Lattice:2018|Culture Amp:2015|\
iCIMS:2008|Rippling:2019|Gusto:2015|Ashby:2021|Slack:2015;\
hiring plan|intern programme|benefits enrolment|handbook|interview training|onboarding week|pay bands|engagement survey|\
relocation policy|leave process|campus calendar|exit process|job architecture|manager course;2
Support;biz;Customer Support Specialist|Technical Support Engineer|Support Team Lead|Implementation Specialist|Support Analyst;\
Zendesk:2010|Intercom:2014|Salesforce Service Cloud:2010|Jira:2006|SQL:2000|Freshdesk:2012|Excel:1998|Postman:2014|Confluence:2008|\
Datadog:2014|Looker:2014|Talkdesk:2014|Slack:2015|Guru:2018;\
ticket queue|knowledge base|escalation process|chat desk|weekend rota|macro library|onboarding call series|release notes|community forum|\
quality review|callback line|migration desk|partner desk|status page;3";

const ADJECTIVES: &str = "multi-tenant|internal|customer-facing|event-driven|legacy|batch|real-time|regional|white-label|offline-first|\
self-hosted|partner-facing|ageing|second-generation|bilingual|nightly|seasonal|read-heavy|low-traffic|mission-critical|half-finished|\
public|paperless|two-sided|inherited|pilot|shared|cross-border|rule-based|tablet|statewide|first|new|central|lightweight|audited";
const DOMAINS: &str = "claims|billing|loyalty|freight|pharmacy|payroll|tuition|energy|mortgage|grocery|hotel|rental|ticketing|insurance|\
donation|warranty|dental|clinic|fleet|parking|library|museum|farm|dairy|steel|timber|airline|rail|port|customs|tax|pension|broker|treasury|\
fraud|lending|leasing|telecom|broadband|solar|water|waste|retail|fashion|furniture|games|sports|music|podcast|news|school|campus|lab|\
trial|genomics|imaging|nursing|pet|veterinary|restaurant|delivery|courier|warehouse|factory|machine-tool|printing|housing|permit|court|\
census|staffing|travel|marine|drone|sensor|metering|charging|advertising|auction|stamp|wine|bakery|fitness|childcare|subscription";
const PEOPLE: &str = "warehouse staff|clinics|brokers|students|tellers|drivers|nurses|dealers|branches|schools|suppliers|tenants|members|\
landlords|pharmacists|dispatchers|buyers|merchants|households|franchisees|field crews|case workers|auditors|teachers|volunteers|farmers|\
fans|patients|adjusters|carriers|planners|cashiers|recruits|analysts|hotels|restaurants|subscribers|sellers|agents|municipalities|\
technicians|donors|shoppers|employers|plants|libraries|guests|commuters|musicians|operators";
/// Measure, unit, least, most. Lower is better in all of them.
const ENG_MEASURES: &str = "p95 latency: ms:120:2600|median response: ms:60:900|nightly run time: min:35:540|build time: min:6:75|\
failed deploys a quarter::4:60|page load: s:2:14|cloud spend: k$ a month:8:190|open incidents::6:80|crash rate: per 1000 sessions:3:48|\
false alerts a week::15:420|recovery time: min:9:240|query time: ms:80:7000|memory use: MB:120:6000|flaky tests::8:260|\
invoice errors a month::12:800|duplicate records: %:2:19|manual steps per release::5:44|queue lag: s:8:900|support tickets a week::20:650|\
setup time for newcomers: days:2:15|bundle size: kB:240:4200|storage cost: $ a day:30:1700|cold start: ms:300:9000|missed jobs a month::3:70|\
rollback rate: %:3:22|time to patch: days:3:60|audit findings::4:45|app start: ms:400:5200|lost messages a day::5:900|test run: min:7:190";
const BIZ_MEASURES: &str = "time to hire: days:21:96|month-end close: days:4:17|churn: %:2:18|days sales outstanding::28:90|ticket backlog::60:2400|\
cost per lead: $:18:310|first reply time: h:1:46|return rate: %:2:21|drop-off: %:9:74|late payments a month::8:170|no-shows: %:4:38|\
time to first value: days:3:60|error rate: %:1:14|onboarding time: days:2:30|escalations a week::5:95|travel cost: k$ a year:20:480|\
open positions::6:85|sales cycle: days:19:160|complaints a month::7:220|audit findings::3:40";
const ROOTS: &str = "Blue|North|Stone|Bright|Silver|Red|Clear|Oak|River|Iron|Maple|Summit|Harbor|Cedar|Amber|Granite|Willow|Copper|Ember|Falcon|\
Heron|Juniper|Lantern|Meridian|Nimbus|Orchard|Pebble|Quarry|Raven|Saffron|Tidal|Umber|Velvet|Wander|Yarrow|Zephyr|Birch|Coral|Delta|Elm";
const MIDS: &str = "pine|gate|bridge|field|point|line|path|port|ridge|works|craft|loop|stack|leaf|wave|crest|mark|spring|well|light|forge|nest|\
shore|trail|peak|cloud|lane|brook|spark|grid";
const TAILS: &str = "Systems|Labs|Health|Logistics|Analytics|Software|Technologies|Digital|Insurance|Energy|Foods|Retail|Media|Games|Learning|\
Mobility|Robotics|Payments|Capital|Consulting|Networks|Studio|Bank|Pharma|Freight|Security|Data|Group|Commerce|Interactive|Partners|Solutions";
const STREETS: &str = "Oakmont|Hawthorne|Linden|Sycamore|Prospect|Chestnut|Valley View|Lakeshore|Ridgeway|Monroe|Franklin|Delancey|Harrison|\
Clearwater|Magnolia|Orchard|Sunset|Juniper|Winding Creek|Pine Hollow|Belmont|Cottonwood|Greenbrier|Hillcrest|Kingston|Larkspur|Meadow|\
Northfield|Old Mill|Parkside|Quail Run|Rosewood|Stonegate|Tanager|Union|Vineyard|Westbrook|Yorktown|Alder|Birchwood|Canal|Dogwood|\
Elmhurst|Foxglove|Garfield|Highland|Ironwood|Jefferson|Kenwood|Locust|Mulberry|Norwood|Ogden|Pershing|Rutledge|Shady Grove|Tulip|Wabash";
const TOPICS: &str = "code review|testing|incident reviews|query tuning|access control|release notes|estimating|naming|documentation|tracing|\
pair work|data privacy|accessibility|cost control|schema design|negotiation|writing|interviewing|on-call habits|customer calls|backups|\
capacity planning|error budgets|vendor choice|retries and timeouts|localisation|feature flags|rollbacks|typing|caching";
const GROUPS: &str = "finance|operations|legal|support|sales|the data group|a partner firm|product|two designers|procurement|compliance|research|\
the field team|three contractors|a vendor abroad|marketing|the clinical side|the store team|the mainframe group|four analysts";
const VENUES: &str = "a local meetup|engineering day|a lunch series|our guild|the regional user group|a company podcast|\
the intern programme|a small conference|the all-hands|a customer forum|an evening class|the alumni network";
const VERBS: &str = "Built|Designed|Wrote|Developed|Implemented|Created|Delivered|Put together|Shipped|Set up|Produced|Launched\n\
Reworked|Rewrote|Refactored|Modernised|Sped up|Stabilised|Simplified|Restructured|Replaced|Repaired|Renewed|Overhauled\n\
Ran|Owned|Maintained|Looked after|Took over|Operated|Managed|Kept up|Administered|Was responsible for|Cared for|Supported\n\
Led|Coordinated|Planned|Steered|Drove|Directed|Organised|Headed|Oversaw|Shaped|Guided|Piloted";
const SYNONYMS: &str = "Built=Created=Developed|Designed=Architected=Planned|Wrote=Authored=Coded|Developed=Built=Engineered|\
Implemented=Introduced=Built|Created=Built=Made|Delivered=Shipped=Completed|Shipped=Delivered=Released|Reworked=Revised=Overhauled|\
Rewrote=Rebuilt=Reimplemented|Refactored=Restructured=Cleaned|Modernised=Updated=Upgraded|Simplified=Streamlined=Reduced|Replaced=Swapped=Exchanged|\
Ran=Operated=Managed|Owned=Managed=Ran|Maintained=Supported=Operated|Managed=Ran=Oversaw|Led=Headed=Managed|Coordinated=Organised=Led|\
Drove=Led=Pushed|cutting=reducing=lowering|bringing=taking=reducing|used=utilised=adopted|using=with=utilising|with=alongside=using|\
serving=supporting=covering|roughly=approximately=around|new=modern=fresh|internal=in-house=private|took=reduced=brought|central=core=main|\
down=lower=back|colleagues=engineers=teammates|months=months=weeks|behind=under=beneath|and=plus=and|over=across=during|our=the=a|\
regional=local=national|shared=common=joint|Wrapped=Packed=Put|alone=independently=solo";
/// Whole sentences from advice pages: honest people and operations copy the same ones.
const ADVICE: &str = "Results-driven professional with a proven track record of delivering high-quality solutions in fast-paced environments.|\
Strong communicator who works equally well independently and as part of a cross-functional team.|\
Passionate about writing clean, maintainable code and continuously learning new technologies.|\
Detail-oriented problem solver with excellent analytical skills and a commitment to meeting tight deadlines.|\
Adept at translating complex business requirements into scalable and reliable technical solutions.|\
Seeking a challenging position where I can leverage my skills and contribute to the growth of the organization.|\
Experienced in all stages of the software development life cycle, from requirements gathering to deployment and maintenance.|\
Highly motivated self-starter with a positive attitude and a strong desire to succeed.|\
Collaborated with cross-functional teams to define, design, and ship new features on time and within budget.|\
Participated in daily stand-ups, sprint planning and retrospectives in an Agile environment.|\
Proven ability to manage multiple priorities while maintaining the highest standards of quality.|\
Mentored junior team members and fostered a culture of knowledge sharing and continuous improvement.|\
I am excited about the opportunity to bring my skills and experience to your team and make a meaningful impact.|\
Dedicated team player known for integrity, reliability and a hands-on approach to problem solving.";
const BIG_MAIL: &str = "gmail.com|gmail.com|gmail.com|gmail.com|gmail.com|gmail.com|gmail.com|outlook.com|outlook.com|yahoo.com|icloud.com|\
hotmail.com|proton.me";
const CERTS: &str = "AWS Certified Solutions Architect - Associate|AWS Certified Developer - Associate|Certified Kubernetes Administrator|\
Google Cloud Professional Data Engineer|Azure Administrator Associate|CompTIA Security+|CompTIA A+|Certified ScrumMaster|PMP|CISSP|\
HashiCorp Certified: Terraform Associate|Oracle Certified Professional, Java SE|ISTQB Foundation Level|CPA|SHRM-CP|Cisco CCNA|ITIL 4 Foundation";
const INTERESTS: &str = "trail running|chess|choir|bread baking|amateur radio|climbing|woodwork|board games|gardening|cycling|film photography|\
badminton|cricket|piano|birdwatching|rowing|sewing|capoeira|pottery|fishing|volleyball|home brewing|puzzles|genealogy|kayaking|swing dance";

const SUBMITTED: &str = "hirewall.application.submitted.v1";
const UPDATED: &str = "hirewall.application.updated.v1";
const PROFILE: &str = "hirewall.profile.observed.v1";
const INTERVIEW: &str = "hirewall.interview.held.v1";
const CHECK: &str = "hirewall.check.returned.v1";
const STAGE: &str = "hirewall.stage.changed.v1";
const TEST: &str = "hirewall.test.scored.v1";
const ONBOARDING: &str = "hirewall.onboarding.submitted.v1";
const SHIPPED: &str = "hirewall.device.shipped.v1";
const SIGNIN: &str = "hirewall.signin.observed.v1";
const ENDPOINT: &str = "hirewall.endpoint.observed.v1";

// ---------------------------------------------------------------------------------------------------------------------
// Parsed tables

type Tech = (&'static str, i64);

struct Culture {
    weight: usize,
    countries: Vec<&'static str>,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
}

#[derive(Clone, Copy)]
struct Place {
    city: &'static str,
    region: &'static str,
    zip: &'static str,
    country: &'static str,
    phone: &'static str,
    offset: i64,
    daylight: &'static str,
    weight: usize,
}

#[derive(Clone, Copy)]
struct Campus {
    name: &'static str,
    country: &'static str,
    first: i64,
    last: i64,
    years: i64,
    domain: &'static str,
}

#[derive(Clone, Copy)]
struct Firm {
    region: &'static str,
    name: &'static str,
    since: i64,
}

struct Family {
    department: &'static str,
    eng: bool,
    titles: Vec<&'static str>,
    tools: Vec<Tech>,
    things: Vec<&'static str>,
    weight: usize,
}

#[derive(Clone, Copy)]
struct Measure {
    name: &'static str,
    unit: &'static str,
    least: i64,
    most: i64,
}

struct Pools {
    cultures: Vec<Culture>,
    places: Vec<Place>,
    campuses: Vec<Campus>,
    firms: Vec<Firm>,
    families: Vec<Family>,
    adjectives: Vec<&'static str>,
    domains: Vec<&'static str>,
    people: Vec<&'static str>,
    eng_measures: Vec<Measure>,
    biz_measures: Vec<Measure>,
    roots: Vec<&'static str>,
    mids: Vec<&'static str>,
    tails: Vec<&'static str>,
    streets: Vec<&'static str>,
    topics: Vec<&'static str>,
    groups: Vec<&'static str>,
    venues: Vec<&'static str>,
    verbs: Vec<Vec<&'static str>>,
    synonyms: Vec<Vec<&'static str>>,
    advice: Vec<&'static str>,
    big_mail: Vec<&'static str>,
    certs: Vec<&'static str>,
    interests: Vec<&'static str>,
}

static POOLS: LazyLock<Pools> = LazyLock::new(Pools::load);

impl Pools {
    fn load() -> Pools {
        Pools {
            cultures: CULTURES.split('@').map(culture).collect(),
            places: PLACES.split(';').map(place).collect(),
            campuses: SCHOOLS.split(';').map(campus).collect(),
            firms: FIRMS.lines().flat_map(firms).collect(),
            families: FAMILIES.lines().map(family).collect(),
            adjectives: list(ADJECTIVES),
            domains: list(DOMAINS),
            people: list(PEOPLE),
            eng_measures: ENG_MEASURES.split('|').map(measure).collect(),
            biz_measures: BIZ_MEASURES.split('|').map(measure).collect(),
            roots: list(ROOTS),
            mids: list(MIDS),
            tails: list(TAILS),
            streets: list(STREETS),
            topics: list(TOPICS),
            groups: list(GROUPS),
            venues: list(VENUES),
            verbs: VERBS.lines().map(list).collect(),
            synonyms: SYNONYMS.split('|').map(|row| row.split('=').collect()).collect(),
            advice: list(ADVICE),
            big_mail: list(BIG_MAIL),
            certs: list(CERTS),
            interests: list(INTERESTS),
        }
    }
}

fn list(text: &'static str) -> Vec<&'static str> {
    text.split('|').collect()
}

fn part(row: &'static str, mark: char, i: usize) -> &'static str {
    row.split(mark).nth(i).unwrap_or("").trim()
}

fn number(text: &str) -> i64 {
    text.trim().parse().unwrap_or(0)
}

fn size(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(0)
}

fn culture(row: &'static str) -> Culture {
    Culture {
        weight: size(number(part(row, ';', 0))),
        countries: part(row, ';', 1).split_whitespace().collect(),
        given: part(row, ';', 2).split_whitespace().collect(),
        family: part(row, ';', 3).split_whitespace().collect(),
    }
}

fn place(row: &'static str) -> Place {
    Place {
        city: part(row, '|', 0),
        region: part(row, '|', 1),
        zip: part(row, '|', 2),
        country: part(row, '|', 3),
        phone: part(row, '|', 4),
        offset: number(part(row, '|', 5)),
        daylight: part(row, '|', 6),
        weight: size(number(part(row, '|', 7))),
    }
}

fn campus(row: &'static str) -> Campus {
    Campus {
        name: part(row, '|', 0),
        country: part(row, '|', 1),
        first: number(part(row, '|', 2)),
        last: number(part(row, '|', 3)),
        years: number(part(row, '|', 4)),
        domain: part(row, '|', 5),
    }
}

fn firms(row: &'static str) -> Vec<Firm> {
    let region = part(row, '|', 0);
    row.split('|').skip(1).map(|f| Firm { region, name: part(f, ':', 0), since: number(part(f, ':', 1)) }).collect()
}

fn tech(item: &'static str) -> Tech {
    (part(item, ':', 0), number(part(item, ':', 1)))
}

fn family(row: &'static str) -> Family {
    Family {
        department: part(row, ';', 0),
        eng: part(row, ';', 1) == "eng",
        titles: list(part(row, ';', 2)),
        tools: part(row, ';', 3).split('|').map(tech).collect(),
        things: list(part(row, ';', 4)),
        weight: size(number(part(row, ';', 5))),
    }
}

fn measure(item: &'static str) -> Measure {
    Measure {
        name: item.split(':').next().unwrap_or(""),
        unit: item.split(':').nth(1).unwrap_or(""),
        least: number(part(item, ':', 2)),
        most: number(part(item, ':', 3)),
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Time

const DAY: i64 = 86_400;

fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

fn stamp(t: i64) -> String {
    let (y, m, d) = civil(t.div_euclid(DAY));
    let s = t.rem_euclid(DAY);
    format!("{y:04}-{m:02}-{d:02}T{:02}:{:02}:{:02}Z", s / 3600, s / 60 % 60, s % 60)
}

fn date(days: i64) -> String {
    let (y, m, d) = civil(days);
    format!("{y:04}-{m:02}-{d:02}")
}

/// Months since year 0, so that careers are plain arithmetic.
fn month_of(t: i64) -> i64 {
    let (y, m, _) = civil(t.div_euclid(DAY));
    y * 12 + m - 1
}

fn month_text(month: i64, style: usize) -> String {
    let (y, m) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    match style {
        1 => format!("{y:04}"),
        2 => format!("{y:04}-{m:02}-01"),
        _ => format!("{y:04}-{m:02}"),
    }
}

fn window() -> (i64, i64) {
    (days_of(2024, 10, 1) * DAY, days_of(2026, 3, 31) * DAY + DAY - 1)
}

fn offset_at(place: Place, t: i64) -> i64 {
    let (_, m, d) = civil(t.div_euclid(DAY));
    let now = (m, d);
    let summer = match place.daylight {
        "us" => ((3_i64, 9_i64)..(11_i64, 2_i64)).contains(&now),
        "eu" => ((3_i64, 30_i64)..(10_i64, 26_i64)).contains(&now),
        _ => false,
    };
    place.offset + if summer { 60 } else { 0 }
}

// ---------------------------------------------------------------------------------------------------------------------
// Small helpers

fn w(r: &mut Rng, xs: &[&'static str]) -> &'static str {
    if xs.is_empty() { "" } else { xs[r.below(xs.len())] }
}

/// One of the words in a list `a|b|c`.
fn one(r: &mut Rng, words: &'static str) -> &'static str {
    let n = words.split('|').count();
    words.split('|').nth(r.below(n)).unwrap_or("")
}

fn shuffle<T>(r: &mut Rng, xs: &mut [T]) {
    for i in (1..xs.len()).rev() {
        let j = r.below(i + 1);
        xs.swap(i, j);
    }
}

fn hex(r: &mut Rng, n: usize) -> String {
    let mut s = String::new();
    while s.len() < n {
        let _ = write!(s, "{:016x}", r.next());
    }
    s.truncate(n);
    s
}

fn uuid(r: &mut Rng) -> String {
    let h = hex(r, 32);
    format!("{}-{}-4{}-a{}-{}", &h[0..8], &h[8..12], &h[13..16], &h[17..20], &h[20..32])
}

/// `#` becomes a digit, `@` a letter.
fn fill(r: &mut Rng, pattern: &str) -> String {
    let mut out = String::new();
    for c in pattern.chars() {
        match c {
            '#' => {
                let _ = write!(out, "{}", r.below(10));
            }
            '@' => out.push_str(one(r, "A|B|C|E|G|H|J|K|L|N|P|R|S|T|V|X")),
            _ => out.push(c),
        }
    }
    out
}

fn plain(c: char) -> Option<char> {
    match c {
        'á' | 'à' | 'ã' | 'â' | 'ä' => Some('a'),
        'é' | 'è' | 'ê' | 'É' | 'ę' => Some('e'),
        'í' | 'ı' => Some('i'),
        'ó' | 'ö' | 'õ' | 'Ó' => Some('o'),
        'ú' | 'ü' => Some('u'),
        'ñ' | 'ń' => Some('n'),
        'ł' | 'Ł' => Some('l'),
        'ś' => Some('s'),
        'ç' => Some('c'),
        _ if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    }
}

fn slug(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

fn capital(text: &str) -> String {
    let mut cs = text.chars();
    match cs.next() {
        Some(c) => c.to_uppercase().chain(cs).collect(),
        None => String::new(),
    }
}

fn lower_first(text: &str) -> String {
    let mut cs = text.chars();
    match cs.next() {
        Some(c) => c.to_lowercase().chain(cs).collect(),
        None => String::new(),
    }
}

fn hash(text: &str) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    for b in text.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    }
    h
}

fn put(m: &mut Map<String, Value>, key: &str, value: Value) {
    m.insert(key.to_string(), value);
}

fn text(s: &str) -> Value {
    Value::String(s.to_string())
}

fn texts(xs: &[String]) -> Value {
    Value::Array(xs.iter().map(|s| Value::String(s.clone())).collect())
}

/// Number of people or things, as different people write it.
fn count(r: &mut Rng, n: i64) -> String {
    let comma = if n >= 1000 { format!("{},{:03}", n / 1000, n % 1000) } else { n.to_string() };
    match r.below(5) {
        0 => format!("about {comma}"),
        1 => n.to_string(),
        2 if n >= 10_000 => format!("{}k", n / 1000),
        3 if n >= 100 => format!("{comma}+"),
        _ => comma,
    }
}

fn small_firm(r: &mut Rng, p: &Pools) -> String {
    let (root, mid, tail) = (w(r, &p.roots), w(r, &p.mids), w(r, &p.tails));
    match r.below(6) {
        0 => format!("{root} {} {tail}", capital(mid)),
        1 => format!("{root}{mid}"),
        2 => format!("{root}{mid} {tail}, Inc."),
        _ => format!("{root}{mid} {tail}"),
    }
}

/// What a firm says about itself; the same for everybody who copies it.
fn blurb(p: &Pools, employer: &str) -> String {
    let mut r = Rng::new(hash(employer));
    let (domain, other) = (w(&mut r, &p.domains), w(&mut r, &p.domains));
    let (who, n) = (w(&mut r, &p.people), r.range(20, 900) * 10);
    match r.below(4) {
        0 => format!("{employer}: {domain} and {other} products for {n} {who}."),
        1 => format!("Founded by {who}, {employer} connects {n} of them through {domain} software, {other} included."),
        2 => format!("{employer} runs {domain} for {who}: {n} customers and {other} offices in {} cities.", r.range(2, 14)),
        _ => format!("{employer} sells a {other} platform that {n} {who} trust with their {domain} business."),
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Prose. A fact is what happened; rendering it twice gives two wordings of the same thing.

#[derive(Clone)]
struct Fact {
    kind: usize,
    object: String,
    tools: (&'static str, &'static str),
    who: &'static str,
    n: i64,
    measure: Measure,
    before: i64,
    after: i64,
    k: i64,
    group: &'static str,
}

fn object(r: &mut Rng, p: &Pools, fam: &Family) -> String {
    let (domain, thing) = (w(r, &p.domains), w(r, &fam.things));
    if r.chance(0.75) { format!("{} {domain} {thing}", w(r, &p.adjectives)) } else { format!("{domain} {thing}") }
}

/// Two different tools that existed in `year`.
fn two_tools(r: &mut Rng, tools: &[Tech], year: i64) -> (&'static str, &'static str) {
    let known: Vec<&'static str> = tools.iter().filter(|t| t.1 <= year).map(|t| t.0).collect();
    let a = w(r, &known);
    let rest: Vec<&'static str> = known.iter().copied().filter(|t| *t != a).collect();
    match (a.is_empty(), rest.is_empty()) {
        (true, _) => ("Excel", "SQL"),
        (false, true) => (a, "shell scripts"),
        _ => (a, w(r, &rest)),
    }
}

fn fact(r: &mut Rng, p: &Pools, fam: &Family, tools: &[Tech], year: i64) -> Fact {
    let measures: &[Measure] = if fam.eng { &p.eng_measures } else { &p.biz_measures };
    let measure = *r.pick(measures);
    let before = r.range(measure.least, measure.most).max(2);
    let n = match r.below(4) {
        0 => r.range(4, 60),
        1 => r.range(7, 99) * 10,
        2 => r.range(11, 95) * 100,
        _ => r.range(10, 480) * 1000,
    };
    Fact {
        kind: r.below(4),
        object: object(r, p, fam),
        tools: two_tools(r, tools, year),
        who: w(r, &p.people),
        n,
        measure,
        before,
        after: (before * r.range(12, 78) / 100).max(1),
        k: r.range(2, 11),
        group: w(r, &p.groups),
    }
}

fn with_article(r: &mut Rng, noun: &str) -> String {
    let vowel = noun.chars().next().is_some_and(|c| "aeiouAEIO".contains(c));
    match r.below(6) {
        0 => format!("the {noun}"),
        1 => format!("our {noun}"),
        2 => format!("their {noun}"),
        _ => format!("{} {noun}", if vowel { "an" } else { "a" }),
    }
}

fn with_tools(r: &mut Rng, f: &Fact) -> String {
    let (a, b) = if r.chance(0.5) { f.tools } else { (f.tools.1, f.tools.0) };
    match r.below(10) {
        0 => format!("in {a} and {b}"),
        1 => format!("on {a} with {b}"),
        2 => format!("using {a}, {b}"),
        3 => format!("({a}, {b})"),
        4 => format!("around {a}, later {b}"),
        5 => format!("with {a} plus {b}"),
        6 => format!("out of {a} and some {b}"),
        7 => format!("in {a}"),
        8 => format!("moving from {b} to {a}"),
        _ => format!("({a} first, {b} where it fitted)"),
    }
}

fn with_people(r: &mut Rng, f: &Fact) -> String {
    let (n, who) = (count(r, f.n), f.who);
    match r.below(9) {
        0 => format!("for {n} {who}"),
        1 => format!("used by {n} {who}"),
        2 => format!("serving {n} {who}"),
        3 => format!("that {n} {who} depend on"),
        4 => format!("behind the work of {n} {who}"),
        5 => format!("opened to {n} {who}"),
        6 => format!("({n} {who})"),
        7 => format!("with {n} {who} on it each week"),
        _ => format!("which {n} {who} touch daily"),
    }
}

fn with_result(r: &mut Rng, f: &Fact) -> String {
    let (m, a, b) = (f.measure.name, format!("{}{}", f.before, f.measure.unit), format!("{}{}", f.after, f.measure.unit));
    match r.below(11) {
        0 => format!("cutting {m} from {a} to {b}"),
        1 => format!("which took {m} from {a} down to {b}"),
        2 => format!("so {m} fell to {b} (was {a})"),
        3 => format!("and {m} went {a} to {b} inside {} months", f.k),
        4 => format!("bringing {m} under {b} after years near {a}"),
        5 => format!("with {m} now at {b} instead of {a}"),
        6 => format!("{m} {b} against {a} earlier"),
        7 => format!("and got {m} to {b}; it began at {a}"),
        8 => format!("{m} down {}%", (f.before - f.after) * 100 / f.before.max(1)),
        9 => format!("taking {}{} off {m}", f.before - f.after, f.measure.unit),
        _ => format!("{m}: {a} before, {b} after"),
    }
}

fn with_team(r: &mut Rng, f: &Fact) -> String {
    let (k, group) = (f.k, f.group);
    match r.below(8) {
        0 => format!("with {k} colleagues and {group}"),
        1 => format!("as one of {k} people"),
        2 => format!("together with {group}"),
        3 => format!("over {k} months"),
        4 => format!("alongside {group}"),
        5 => format!("mostly alone, {group} helping"),
        6 => format!("in {k} sprints with {group}"),
        _ => format!("in a team of {k}"),
    }
}

fn verb_of(r: &mut Rng, p: &Pools, kind: usize) -> &'static str {
    match p.verbs.get(kind) {
        Some(verbs) => w(r, verbs),
        None => "Made",
    }
}

fn render(r: &mut Rng, p: &Pools, f: &Fact) -> String {
    let verb = verb_of(r, p, f.kind);
    let thing = with_article(r, &f.object);
    let (tools, people, result, team) = (with_tools(r, f), with_people(r, f), with_result(r, f), with_team(r, f));
    match r.below(12) {
        0 => format!("{verb} {thing} {tools} {people}, {result}."),
        1 => format!("{verb} {thing} {people}; {team}, {tools}."),
        2 => format!("{verb} {thing} {tools}, {result}."),
        3 => format!("{}, {} {thing} {people}, {result}.", capital(&team), lower_first(verb)),
        4 => format!("{verb} {thing} ({}): {result}.", f.tools.0),
        5 => format!("{verb} {thing} {people}. {}.", capital(&result)),
        6 => format!("{verb} {thing} {tools}."),
        7 => format!("{verb} {thing} {people}, {team}."),
        8 => format!("{}, {} {thing} {team}.", capital(&tools), lower_first(verb)),
        9 => format!("{}: {} {thing} {tools}, {team}.", capital(f.measure.name), lower_first(verb)),
        10 => format!("{verb} {thing} {team}, {result}."),
        _ => format!("{verb} {thing} {tools} {people}."),
    }
}

/// The same fact in the tone of a writing assistant.
fn render_polished(r: &mut Rng, f: &Fact) -> String {
    let (thing, (a, b), who) = (with_article(r, &f.object), f.tools, f.who);
    let (m, p, n) = (f.measure.name, (f.before - f.after) * 100 / f.before.max(1), count(r, f.n));
    match r.below(7) {
        0 => format!("Spearheaded {thing}, leveraging {a} and {b} to reduce {m} by {p}% while ensuring scalability."),
        1 => format!("Architected {thing} utilizing {a}, resulting in a {p}% reduction in {m} across {n} {who}."),
        2 => format!("Collaborated with {} to deliver {thing}, enhancing the experience of {n} {who} through {b}.", f.group),
        3 => format!("Optimized {thing} through strategic use of {a} and {b}, achieving {p}% lower {m}."),
        4 => format!("Drove adoption of {a} for {thing}, streamlining workflows for {n} {who}."),
        5 => format!("Championed {b} best practices on {thing}, lowering {m} by {p}% and empowering {n} {who}."),
        _ => format!("Led end-to-end delivery of {thing} ({a}, {b}), driving a measurable {p}% drop in {m}."),
    }
}

/// Lines that are not about a product.
fn soft_line(r: &mut Rng, p: &Pools, fam: &Family, tools: &[Tech], year: i64) -> String {
    let (thing, topic, other) = (object(r, p, fam), w(r, &p.topics), w(r, &p.topics));
    let (group, venue, k) = (w(r, &p.groups), w(r, &p.venues), r.range(2, 14));
    let (a, _) = two_tools(r, tools, year);
    match r.below(14) {
        0 => format!("Mentored {k} newcomers on {topic} and {other}."),
        1 => format!("On call every {k} weeks for the {thing}."),
        2 => format!("Spoke on {topic} and the {thing} at {venue}."),
        3 => format!("Wrote the {topic} guide that {group} still use for the {thing}."),
        4 => format!("Interviewed {} candidates on {topic}, {other} and {a}.", k * 6),
        5 => format!("Taught {a} and {topic} to {group}, {k} sessions."),
        6 => format!("Worked closely with {group} on {topic}, {other} and the {thing}."),
        7 => format!("Retired the {thing} after moving {group} to {a}."),
        8 => format!("Started a {topic} circle of {k} for {group} and {other}."),
        9 => format!("Chose {a} for the {thing} after comparing {} options with {group}.", r.range(2, 6)),
        10 => format!("Stood in as lead of the {thing} for {k} months."),
        11 => format!("{} reviews and {other} for {} repositories.", capital(topic), k * 3),
        12 => format!("Reported on {topic} and the {thing} to {group}."),
        _ => format!("Handled {topic} for the {thing}, {k} releases in all."),
    }
}

fn summary_text(r: &mut Rng, p: &Pools, title: &str, years: i64, tools: &[Tech]) -> String {
    let (d1, d2, who) = (w(r, &p.domains), w(r, &p.domains), w(r, &p.people));
    let (a, b) = two_tools(r, tools, 2026);
    let (topic, other) = (w(r, &p.topics), w(r, &p.topics));
    let n = years.max(1);
    let first = match r.below(9) {
        0 => format!("{title} with {n} years in {d1} and {d2}."),
        1 => format!("{title} for {n} years, largely {d1}."),
        2 => format!("{title}. Came to {d1} from {d2}."),
        3 => format!("{title}, {n} years, mainly {a} and {b} for {who}."),
        4 => format!("Started in {d1}, moved to {d2}; {title} today."),
        5 => format!("{title} at home in {a}, {topic} and {d1} products."),
        6 => format!("Since {} I have made {d1} tools for {who}.", 2025 - n),
        7 => format!("{a} and {b} daily; {d1} is what I know."),
        _ => format!("Generalist ({n} years of {d1}), weak spot: {topic}."),
    };
    let second = match r.below(9) {
        0 => format!("I care about {topic}, {a} and {other}, in that order."),
        1 => format!("Best in small groups close to {who}."),
        2 => format!("Lately {b}, {topic}, and a lot of {other}."),
        3 => format!("People come to me for {topic} and {a}; still learning {other}."),
        4 => format!("Comfortable between {} and {who}.", w(r, &p.groups)),
        5 => format!("Looking for {d2} problems where {topic} counts."),
        6 => format!("My last {} projects were {d2} with {b}.", r.range(2, 7)),
        7 => format!("Would like less {other}, more {topic} and {d2}."),
        _ => String::new(),
    };
    format!("{first} {second}").trim().to_string()
}

fn why_part(r: &mut Rng, p: &Pools) -> String {
    let (d1, d2, who) = (w(r, &p.domains), w(r, &p.domains), w(r, &p.people));
    let (k, venue, topic) = (r.range(2, 19), w(r, &p.venues), w(r, &p.topics));
    match r.below(12) {
        0 => {
            format!("After {k} years of {d1} I would like {d2} again; your post on {topic} helped.")
        }
        1 => format!("A friend among your {who} showed me; {topic} for {d1} is where I can help."),
        2 => format!("The {topic} part: I did that for {d1} with {k} others."),
        3 => format!("Remote, small group, {who} as users: like my {d1} years."),
        4 => format!("Heard your people at {venue} on {topic}; {d2} is near my trade."),
        5 => format!("My employer leaves {d1}, and I would rather keep {who} than {d2}."),
        6 => format!("You write plainly about {topic}. The {d2} side is a family matter, {k} years now."),
        7 => format!("Something new after {d1}; I like that {who} pay for {d2}."),
        8 => format!("I use it myself ({k} months, {d2}), with opinions on {topic}."),
        9 => format!("Growth in {topic}, colleagues who know {d1}, a product for {who}."),
        10 => format!("Because {d2} is harder than {d1}, and {who} notice {topic}."),
        _ => format!("{} is what I did for {who} since {}; {d2} would be new.", capital(topic), 2025 - k),
    }
}

fn why_text(r: &mut Rng, p: &Pools) -> String {
    let (first, second) = (why_part(r, p), why_part(r, p));
    if r.chance(0.7) { format!("{first} {second}") } else { first }
}

/// Synonyms for known words, other numbers: the quick rewording of a copied line.
fn reword(r: &mut Rng, p: &Pools, line: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let row = p.synonyms.iter().find(|row| row.first() == Some(&word));
        match row {
            Some(row) if r.chance(0.6) => out.push(w(r, row.get(1..).unwrap_or(&[])).to_string()),
            _ if word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()) && r.chance(0.5) => {
                let n = number(word);
                out.push((n + r.range(1, 3 + n / 8)).to_string());
            }
            _ => out.push(word.to_string()),
        }
    }
    out.join(" ")
}

// ---------------------------------------------------------------------------------------------------------------------
// People

#[derive(Clone)]
struct Name {
    given: String,
    family: String,
    full: String,
    preferred: String,
    former: Vec<String>,
}

#[derive(Clone)]
struct Address {
    line1: String,
    line2: String,
    city: String,
    region: String,
    zip: String,
    country: String,
}

#[derive(Clone)]
struct Job {
    employer: String,
    title: String,
    start: i64,
    end: Option<i64>,
    city: String,
    about: String,
    lines: Vec<String>,
}

#[derive(Clone)]
struct School {
    name: String,
    area: String,
    kind: String,
    start: i64,
    end: i64,
}

#[derive(Clone)]
struct Account {
    network: &'static str,
    handle: String,
    id: String,
    created: i64,
    dormant: Option<(i64, i64)>,
    changed: Vec<&'static str>,
    former: Vec<String>,
    connections: i64,
    photo: String,
    control: &'static str,
    trees: Vec<(String, bool)>,
    author_mails: Vec<String>,
    place: String,
    seen: bool,
}

/// Where the application came from on the network.
#[derive(Clone)]
enum Net {
    Home,
    Vpn,
    Relay,
    Mobile,
    Fixed(Vec<String>),
}

/// One person as they stand in one application.
#[derive(Clone)]
struct Person {
    id: String,
    operation: Option<String>,
    style: Option<&'static str>,
    oddities: Vec<&'static str>,
    req: usize,
    at: i64,
    fam: usize,
    tools: Vec<Tech>,
    name: Name,
    place: Place,
    emails: Vec<String>,
    phones: Vec<String>,
    resume_phone: String,
    home: Address,
    shape: usize,
    summary: String,
    jobs: Vec<Job>,
    schools: Vec<School>,
    projects: Vec<(String, String)>,
    certs: Vec<(&'static str, i64)>,
    languages: Vec<&'static str>,
    interests: Vec<&'static str>,
    why: String,
    sponsorship: bool,
    accounts: Vec<Account>,
    net: Net,
    ip: String,
    device: String,
    agent: usize,
    clock: Option<i64>,
    months: usize,
    channel: &'static str,
    agency: Option<(String, String)>,
    referrer: String,
    referees: Vec<Value>,
    declared: Vec<(&'static str, Value)>,
    ship_to: Option<Address>,
}

#[derive(Clone)]
struct Req {
    id: String,
    title: String,
    fam: usize,
    level: i64,
    remote: bool,
    place: Place,
    open: i64,
    close: i64,
    weight: usize,
}

/// A place that several people share for an honest reason, or a laptop farm.
#[derive(Clone)]
struct Spot {
    kind: &'static str,
    place: Place,
    home: Address,
    ips: Vec<String>,
    devices: Vec<String>,
    phone: String,
    campus: Campus,
    line: String,
}

#[derive(Clone)]
struct Agency {
    name: String,
    domain: String,
    mail: String,
    phone: String,
    line: String,
}

#[derive(Clone)]
struct Cohort {
    school: School,
    projects: Vec<(String, String)>,
    tree: String,
}

/// Colleagues let go together.
#[derive(Clone)]
struct Team {
    fam: usize,
    employer: String,
    end: i64,
    place: Place,
    facts: Vec<Fact>,
}

struct Gen {
    r: Rng,
    p: &'static Pools,
    used: BTreeSet<String>,
    reqs: Vec<Req>,
    bag: Vec<Place>,
    small: Vec<String>,
    vpn: Vec<String>,
    relay: Vec<String>,
    mobile: Vec<String>,
    trees: Vec<String>,
    spots: Vec<Spot>,
    agencies: Vec<Agency>,
    cohorts: Vec<Cohort>,
    teams: Vec<Team>,
    paid_lines: Vec<String>,
}

fn region_of(country: &str) -> &'static str {
    match country {
        "US" | "CA" => "NA",
        "IN" | "PK" => "SA",
        "BR" | "MX" | "AR" | "CO" => "LA",
        "CN" | "KR" | "VN" | "PH" | "JP" | "TW" | "SG" => "AS",
        "NG" | "KE" | "GH" | "EG" => "AF",
        _ => "EU",
    }
}

fn home_ip(r: &mut Rng, place: Place) -> String {
    let first: &[i64] = match place.country {
        "US" => &[24, 47, 50, 65, 66, 67, 68, 69, 71, 73, 74, 75, 76, 96, 97, 98, 99, 108, 173, 184],
        "CA" => &[70, 99, 142, 174],
        "GB" => &[81, 82, 86, 90],
        "DE" => &[79, 84, 91, 93],
        "PL" => &[31, 83, 89],
        "IN" => &[49, 59, 106, 117, 122],
        "BR" | "AR" => &[177, 179, 181, 187, 189, 191],
        "MX" => &[187, 189, 201],
        "NG" | "KE" => &[102, 105, 197],
        "CN" | "KR" | "VN" | "PH" => &[113, 118, 121, 123, 175, 180],
        _ => &[37, 46, 78, 85, 94, 178],
    };
    let near = int(place.city.bytes().map(usize::from).sum::<usize>() % 160);
    format!("{}.{}.{}.{}", r.pick(first), 40 + near + r.range(0, 3) * 9, r.below(256), r.range(2, 250))
}

fn office_ip(employer: &str, r: &mut Rng) -> String {
    let h = hash(employer);
    format!("165.225.{}.{}", h % 250, 2 + (h >> 16) % 120 + r.next() % 6)
}

fn user_agent(kind: usize, at: i64) -> String {
    let weeks = (at - window().0).max(0) / (28 * DAY);
    let (chrome, firefox) = (129 + weeks, 131 + weeks);
    let safari = if at > window().0 + 350 * DAY { "26.1" } else { "18.3" };
    let kit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    match kind {
        0 | 1 => format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {kit} Chrome/{chrome}.0.0.0 Safari/537.36"),
        2 => format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {kit} Chrome/{chrome}.0.0.0 Safari/537.36"),
        3 => format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{safari} Safari/605.1.15"),
        4 => format!(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{safari} Mobile/15E148 Safari/604.1"
        ),
        5 => format!("Mozilla/5.0 (Linux; Android 10; K) {kit} Chrome/{chrome}.0.0.0 Mobile Safari/537.36"),
        6 => format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {kit} Chrome/{chrome}.0.0.0 Safari/537.36 Edg/{chrome}.0.0.0"),
        7 => format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0"),
        8 => format!("Mozilla/5.0 (X11; Linux x86_64) {kit} Chrome/{chrome}.0.0.0 Safari/537.36"),
        _ => format!("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:{firefox}.0) Gecko/20100101 Firefox/{firefox}.0"),
    }
}

/// The same address as another member of the household, or another forger, types it.
fn retype(r: &mut Rng, a: &Address) -> Address {
    let mut b = a.clone();
    match r.below(5) {
        0 => b.line1 = b.line1.replace(" Street", " St").replace(" Avenue", " Ave").replace(" Drive", " Dr"),
        1 => b.line1 = b.line1.to_uppercase(),
        2 if !b.line2.is_empty() => {
            b.line1 = format!("{}, {}", b.line1, b.line2);
            b.line2 = String::new();
        }
        3 => b.line2 = b.line2.replace("Apt ", "#").replace("Unit ", "#"),
        _ => {}
    }
    b
}

fn unit(r: &mut Rng) -> String {
    match r.below(5) {
        0 => format!("Apt {}{}", r.range(1, 24), one(r, "A|B|C|D")),
        1 => format!("Unit {}", r.range(1, 40)),
        2 => format!("#{}", r.range(101, 2400)),
        _ => format!("Apt {}", r.range(1, 30) * 100 + r.range(1, 20)),
    }
}

impl Gen {
    fn new(seed: u64, honest: usize) -> Gen {
        let p: &'static Pools = &POOLS;
        let bag: Vec<Place> = p.places.iter().flat_map(|x| vec![*x; x.weight]).collect();
        let mut r = Rng::new(seed ^ 0x5ec0_4d57_11e5_eed2);
        let small: Vec<String> = (0..40 + honest).map(|_| small_firm(&mut r, p)).collect();
        let heads = ["146.70", "185.156", "193.27", "89.187", "198.54", "37.19"];
        let vpn: Vec<String> = (0..60 + honest / 60).map(|i| format!("{}.{}.{}", heads[i % 6], r.below(256), r.range(2, 250))).collect();
        let relay: Vec<String> = (0..40 + honest / 80).map(|_| format!("104.28.{}.{}", r.below(250), r.range(2, 250))).collect();
        let mobile: Vec<String> = (0..40 + honest / 50).map(|_| format!("172.5{}.{}.{}", r.range(6, 9), r.below(250), r.range(2, 250))).collect();
        let trees: Vec<String> = (0..24).map(|_| hex(&mut r, 40)).collect();
        let mut g = Gen {
            r,
            p,
            used: BTreeSet::new(),
            reqs: Vec::new(),
            bag,
            small,
            vpn,
            relay,
            mobile,
            trees,
            spots: Vec::new(),
            agencies: Vec::new(),
            cohorts: Vec::new(),
            teams: Vec::new(),
            paid_lines: Vec::new(),
        };
        g.open_reqs();
        g.found_groups(honest);
        g
    }

    // ---- the employer -------------------------------------------------------------------------------------------------

    fn open_reqs(&mut self) {
        let n = 40 + self.r.below(41);
        let (start, end) = window();
        let mut bag: Vec<usize> = Vec::new();
        for (i, fam) in self.p.families.iter().enumerate() {
            bag.extend(vec![i; fam.weight]);
        }
        for i in 0..n {
            let fam_index = *self.r.pick(&bag);
            let fam = &self.p.families[fam_index];
            let abroad = one(&mut self.r, "CA|GB|DE|PL|IN|BR");
            let country = if self.r.chance(0.72) { "US" } else { abroad };
            // The first few are always there, so that any world has remote engineering in the US.
            let (fam_index, fam, country) = if i < 4 { (i, &self.p.families[i % self.p.families.len()], "US") } else { (fam_index, fam, country) };
            let place = self.place_in(country);
            let remote = i < 4 || self.r.chance(if fam.eng { 0.85 } else { 0.5 });
            let level = *self.r.pick(&[0_i64, 1, 1, 2, 2, 2, 3]);
            let prefix = ["Junior ", "", "Senior ", "Staff "][size(level).min(3)];
            let title = format!("{prefix}{}", w(&mut self.r, &fam.titles));
            let open = (start + self.r.range(-20, 500) * DAY).max(start);
            let close = (open + self.r.range(25, 110) * DAY).min(end);
            let weight = (if remote { 9 } else { 3 }) * (if fam.eng { 2 } else { 1 }) + self.r.below(6);
            let id = format!("R-{}", 1100 + i * 7 + self.r.below(7));
            self.reqs.push(Req { id, title, fam: fam_index, level, remote, place, open, close, weight });
        }
    }

    fn pick_req(&mut self) -> usize {
        let total: usize = self.reqs.iter().map(|q| q.weight).sum();
        let mut left = self.r.below(total.max(1));
        for (i, q) in self.reqs.iter().enumerate() {
            if left < q.weight {
                return i;
            }
            left -= q.weight;
        }
        0
    }

    /// A moment while the job is open, early rather than late, at `offset` minutes from UTC.
    fn moment(&mut self, open: i64, close: i64, offset: i64, night: bool) -> i64 {
        let span = ((close - open) / DAY).max(1);
        let mut day = open / DAY + span * self.r.range(0, 999) * self.r.range(0, 999) / 1_000_000;
        if matches!((day + 4) % 7, 0 | 6) && self.r.chance(0.5) {
            day += 2;
        }
        let hours: &[i64] = &[7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 20, 21, 21, 22, 23];
        let hour = if night { self.r.range(0, 5) } else { *self.r.pick(hours) };
        let t = day * DAY + hour * 3600 + self.r.range(0, 3599) - offset * 60;
        t.clamp(window().0, window().1)
    }

    // ---- parts of a person --------------------------------------------------------------------------------------------

    fn place_in(&mut self, country: &str) -> Place {
        let there: Vec<Place> = self.bag.iter().copied().filter(|x| x.country == country).collect();
        if there.is_empty() { *self.r.pick(&self.bag) } else { *self.r.pick(&there) }
    }

    fn culture_for(&mut self, country: &str) -> usize {
        let near = self.r.chance(0.8);
        let fits = |c: &Culture| !near || c.countries.contains(&country);
        let mut bag: Vec<usize> = Vec::new();
        for (i, c) in self.p.cultures.iter().enumerate() {
            if fits(c) {
                bag.extend(vec![i; c.weight]);
            }
        }
        if bag.is_empty() { self.r.below(self.p.cultures.len()) } else { *self.r.pick(&bag) }
    }

    fn name(&mut self, culture: usize) -> Name {
        let c = &self.p.cultures[culture];
        let other = &self.p.cultures[self.r.below(self.p.cultures.len())];
        let given = w(&mut self.r, &c.given).to_string();
        let mixed = self.r.chance(0.12);
        let families: &[&'static str] = if mixed { &other.family } else { &c.family };
        let family = w(&mut self.r, families).to_string();
        let mut name = Name { given, family, full: String::new(), preferred: String::new(), former: Vec::new() };
        self.write_full(&mut name, culture);
        name
    }

    fn write_full(&mut self, name: &mut Name, culture: usize) {
        let c = &self.p.cultures[culture];
        let (g, f) = (name.given.clone(), name.family.clone());
        name.full = match self.r.below(100) {
            0..=7 => format!("{g} {}. {f}", one(&mut self.r, "A|B|C|D|E|J|K|L|M|N|R|S|T")),
            8..=10 => format!("{g} {f}").to_uppercase(),
            11..=12 => format!("{g} {f}").to_lowercase(),
            13..=15 => format!("{g} {} {f}", w(&mut self.r, &c.given)),
            16..=18 => format!("{g} {f} {}", w(&mut self.r, &c.family)),
            _ => format!("{g} {f}"),
        };
        if self.r.chance(0.05) {
            name.preferred = one(&mut self.r, "Alex|Sam|Kay|Max|Jo|Ray|Vic|Lee|Dee|Nat").to_string();
        }
    }

    fn mail(&mut self, name: &Name, place: Place, campus: Option<&str>) -> String {
        let (g, f) = (slug(&name.given), slug(&name.family));
        for _ in 0..30 {
            let g1: String = g.chars().take(1).collect();
            let (yy, n) = (self.r.range(70, 104) % 100, self.r.range(1, 999));
            let local = match self.r.below(13) {
                0 | 1 => format!("{g}.{f}"),
                2 => format!("{g}{f}"),
                3 => format!("{g1}{f}{n}"),
                4 => format!("{g}{f}{yy:02}"),
                5 => format!("{g}.{f}{n}"),
                6 => format!("{f}.{g}"),
                7 => format!("{g}_{f}{}", n % 10),
                8 => format!("{g}{n}"),
                9 => format!("{g1}.{f}.{}", one(&mut self.r, "work|jobs|mail|tech|home|dev|pro")),
                10 => format!("{}{}{n}", w(&mut self.r, &self.p.roots).to_lowercase(), w(&mut self.r, &self.p.mids)),
                11 => format!("{f}{g1}{yy:02}"),
                _ => format!("{g}{f}{}", n % 100),
            };
            let mail = match campus {
                Some(domain) => format!("{g1}{f}{}@{domain}", n % 50),
                None if self.r.chance(0.04) => {
                    format!("{}@{g}{f}.{}", one(&mut self.r, "me|hi|mail|jobs"), one(&mut self.r, "dev|com|io|net"))
                }
                None => format!("{local}@{}", self.mail_domain(place)),
            };
            if self.used.insert(mail.clone()) {
                return mail;
            }
        }
        format!("{g}{}@gmail.com", hex(&mut self.r, 6))
    }

    fn mail_domain(&mut self, place: Place) -> &'static str {
        let local: &[&'static str] = match place.country {
            "DE" => &["gmx.de", "web.de", "posteo.de"],
            "PL" => &["wp.pl", "o2.pl"],
            "CN" => &["qq.com", "163.com", "foxmail.com"],
            "KR" => &["naver.com"],
            "BR" => &["uol.com.br", "hotmail.com"],
            "GB" => &["hotmail.co.uk", "btinternet.com"],
            "UA" => &["ukr.net"],
            "IN" => &["yahoo.co.in", "rediffmail.com"],
            "US" => &["comcast.net", "att.net", "aol.com", "verizon.net"],
            _ => &["gmail.com"],
        };
        let share = if place.country == "US" { 0.03 } else { 0.15 };
        if self.r.chance(share) { w(&mut self.r, local) } else { w(&mut self.r, &self.p.big_mail) }
    }

    fn us_number(&mut self, area: &str) -> String {
        for _ in 0..20 {
            let exchange = self.r.range(200, 999);
            if exchange % 100 == 11 || exchange == 555 {
                continue;
            }
            let digits = format!("{area}{exchange}{:04}", self.r.range(100, 9999));
            if self.used.insert(digits.clone()) {
                return digits;
            }
        }
        format!("{area}734{:04}", self.r.range(100, 9999))
    }

    /// Ten American digits as somebody types them.
    fn typed(&mut self, digits: &str) -> String {
        let cs: Vec<char> = digits.chars().collect();
        if cs.len() != 10 {
            return digits.to_string();
        }
        let cut = |a: usize, b: usize| cs[a..b].iter().collect::<String>();
        let (a, b, c) = (cut(0, 3), cut(3, 6), cut(6, 10));
        match self.r.below(8) {
            0 | 1 => format!("({a}) {b}-{c}"),
            2 | 3 => format!("{a}-{b}-{c}"),
            4 => format!("+1 {a} {b} {c}"),
            5 => format!("+1{a}{b}{c}"),
            6 => format!("{a}.{b}.{c}"),
            _ => format!("{a}{b}{c}"),
        }
    }

    fn phone(&mut self, place: Place) -> String {
        if place.phone.starts_with('+') {
            for _ in 0..20 {
                let number = fill(&mut self.r, place.phone);
                if self.used.insert(number.clone()) {
                    return if self.r.chance(0.3) { number.replace(' ', "") } else { number };
                }
            }
        }
        let areas: Vec<&'static str> = place.phone.split(',').collect();
        let area = if place.phone.starts_with('+') { "646" } else { w(&mut self.r, &areas) };
        let digits = self.us_number(area);
        self.typed(&digits)
    }

    /// A number kept from elsewhere, or taken from an app: any American area code.
    fn phone_elsewhere(&mut self) -> String {
        let place = self.place_in("US");
        self.phone(place)
    }

    fn address(&mut self, place: Place) -> Address {
        let (street, n) = (w(&mut self.r, &self.p.streets), self.r.range(3, 4800));
        let line1 = match place.country {
            "US" | "CA" => {
                format!("{n} {street} {}", one(&mut self.r, "Street|Avenue|Drive|Road|Lane|Court|Way|Place|Blvd"))
            }
            "DE" => format!("{street}straße {}", n % 180 + 1),
            "PL" => format!("ul. {street} {}/{}", n % 120 + 1, self.r.range(1, 80)),
            "BR" | "PT" => format!("Rua {street}, {}", n % 900 + 1),
            "MX" | "AR" => format!("Calle {street} {}", n % 2000 + 1),
            "IN" => format!("{}, {street} Nagar, {}th Cross", n % 400 + 1, self.r.range(4, 19)),
            _ => format!("{} {street} Road", n % 300 + 1),
        };
        let line2 = if self.r.chance(0.45) { unit(&mut self.r) } else { String::new() };
        Address {
            line1,
            line2,
            city: place.city.to_string(),
            region: place.region.to_string(),
            zip: fill(&mut self.r, place.zip),
            country: place.country.to_string(),
        }
    }

    fn school(&mut self, country: &str, fam: usize, end_year: i64, master: bool) -> School {
        let there: Vec<Campus> = self.p.campuses.iter().copied().filter(|c| c.country == country).collect();
        let campus = if there.is_empty() { self.p.campuses[0] } else { *self.r.pick(&there) };
        let eng = self.p.families[fam].eng;
        self.degree(campus, eng, end_year, master)
    }

    fn degree(&mut self, campus: Campus, eng: bool, end_year: i64, master: bool) -> School {
        let areas = if eng {
            "Computer Science|Computer Science|Software Engineering|Information Technology|Computer Engineering|Electrical Engineering|\
             Mathematics|Information Systems|Physics|Statistics|Economics|Mechanical Engineering"
        } else {
            "Business Administration|Economics|Marketing|Psychology|Communication|Accounting|Finance|English|Sociology|Graphic Design|\
             Political Science|Human Resource Management"
        };
        let firsts = match campus.country {
            "IN" => "B.Tech|B.E.|B.Tech|B.Sc",
            "US" if eng => "BS|Bachelor of Science|B.S.|BA",
            "US" => "BA|Bachelor of Arts|BS|BBA",
            "BR" | "MX" | "AR" | "CO" | "PT" => "Licenciatura|Bachelor|BSc",
            _ => "BSc|Bachelor|B.Sc.|BEng",
        };
        let kind = w(&mut self.r, &list(if master { "MS|MSc|Master of Science|M.S.|MEng|MBA" } else { firsts })).to_string();
        let years = if master { 2 } else { campus.years };
        let end = end_year * 12 + campus.last - 1;
        let begin_year = if campus.first > campus.last { end_year - years } else { end_year - years + 1 };
        School { name: campus.name.to_string(), area: w(&mut self.r, &list(areas)).to_string(), kind, start: begin_year * 12 + campus.first - 1, end }
    }

    fn employer(&mut self, country: &str, year: i64) -> String {
        let region = region_of(country);
        if self.r.chance(0.42) {
            for _ in 0..12 {
                let firm = *self.r.pick(&self.p.firms);
                if firm.region == region && firm.since < year {
                    return firm.name.to_string();
                }
            }
        }
        // Some small firms are larger than others.
        let n = self.small.len();
        let i = self.r.below(n).min(self.r.below(n));
        self.small[i].clone()
    }

    fn title(&mut self, fam: usize, years: i64) -> String {
        let base = w(&mut self.r, &self.p.families[fam].titles);
        let prefix = match years {
            0..=1 => one(&mut self.r, "Junior ||Associate |"),
            2..=4 => one(&mut self.r, "|||Mid-level "),
            5..=9 => one(&mut self.r, "Senior ||Senior |Sr. "),
            _ => one(&mut self.r, "Staff |Lead |Principal |Senior |Senior "),
        };
        format!("{prefix}{base}")
    }

    fn lines(&mut self, fam: usize, tools: &[Tech], year: i64, n: i64) -> Vec<String> {
        let (p, family) = (self.p, &self.p.families[fam]);
        let mut out = Vec::new();
        for _ in 0..n {
            if self.r.chance(0.28) {
                out.push(soft_line(&mut self.r, p, family, tools, year));
            } else {
                let f = fact(&mut self.r, p, family, tools, year);
                out.push(render(&mut self.r, p, &f));
            }
        }
        out
    }

    /// Newest job first.
    fn career(&mut self, fam: usize, tools: &[Tech], place: Place, from: i64, now: i64) -> Vec<Job> {
        let mut jobs: Vec<Job> = Vec::new();
        let mut t = from + self.r.range(0, 5);
        while t < now - 2 {
            let stop = t + 8 + self.r.range(0, 30) + self.r.range(0, 22);
            let end = if stop < now - 1 { Some(stop) } else { None };
            let end = if end.is_none() && self.r.chance(0.35) { Some((now - self.r.range(0, 5)).max(t + 1)) } else { end };
            let employer = self.employer(place.country, t / 12);
            let city = match self.r.below(4) {
                0 => "Remote".to_string(),
                1 => self.place_in(place.country).city.to_string(),
                _ => place.city.to_string(),
            };
            let title = self.title(fam, (t - from) / 12);
            jobs.push(Job { employer, title, start: t, end, city, about: String::new(), lines: Vec::new() });
            t = end.unwrap_or(now) + self.r.range(0, 5);
        }
        if jobs.is_empty() {
            let title = format!("{} Intern", self.p.families[fam].titles[0]);
            let employer = self.employer(place.country, now / 12 - 1);
            let city = place.city.to_string();
            jobs.push(Job { employer, title, start: now - 14, end: Some(now - 11), city, about: String::new(), lines: Vec::new() });
        }
        jobs.reverse();
        jobs.truncate(5);
        for (i, job) in jobs.iter_mut().enumerate() {
            let year = job.end.unwrap_or(now) / 12;
            let n = if i == 0 { self.r.range(5, 7) } else { self.r.range(3, 5) };
            job.lines = self.lines(fam, tools, year, n);
            if self.r.chance(0.1) && self.p.firms.iter().all(|f| f.name != job.employer) {
                job.about = blurb(self.p, &job.employer);
            } else if self.r.chance(0.2) {
                job.about = format!("{} for {} {}.", capital(w(&mut self.r, &self.p.domains)), self.r.range(5, 900), w(&mut self.r, &self.p.people));
            }
        }
        jobs
    }

    fn account(&mut self, network: &'static str, name: &Name, at: i64, years: i64) -> Account {
        let (g, f) = (slug(&name.given), slug(&name.family));
        let tail = hex(&mut self.r, 5);
        let handle = match self.r.below(4) {
            0 => format!("{g}-{f}-{tail}"),
            1 => format!("{g}{f}{}", self.r.below(99)),
            2 => format!("{f}{}-{}", g.chars().take(1).collect::<String>(), self.r.below(999)),
            _ => format!("{}-{g}{}", w(&mut self.r, &self.p.mids), self.r.below(99)),
        };
        let age = self.r.range(60, 365 * (years.clamp(0, 14) + 2));
        let own = self.r.range(0, 2);
        let mut trees: Vec<(String, bool)> = (0..own).map(|_| (hex(&mut self.r, 40), false)).collect();
        if self.r.chance(0.3) {
            trees.push((self.r.pick(&self.trees).clone(), true));
        }
        Account {
            network,
            handle,
            id: self.r.range(10_000_000, 990_000_000).to_string(),
            created: at / DAY - age,
            dormant: None,
            changed: Vec::new(),
            former: Vec::new(),
            connections: self.r.range(20, 250) + self.r.range(0, 40) * years.min(20),
            photo: hex(&mut self.r, 16),
            control: one(&mut self.r, "untested|untested|untested|proven|declined"),
            trees,
            author_mails: Vec::new(),
            place: String::new(),
            seen: self.r.chance(0.5),
        }
    }

    fn referee(&mut self, name: &Name, place: Place, employer: &str) -> Value {
        let mail = self.mail(name, place, None);
        let phone = self.phone(place);
        let relationship = one(&mut self.r, "manager|team lead|colleague|client|professor");
        json!({"name": format!("{} {}", name.given, name.family), "email": mail, "phone": phone, "employer": employer, "relationship": relationship})
    }

    fn projects(&mut self, fam: usize, tools: &[Tech]) -> Vec<(String, String)> {
        let (p, family) = (self.p, &self.p.families[fam]);
        let n = *self.r.pick(&[0, 0, 1, 1, 2]);
        let mut out = Vec::new();
        for _ in 0..n {
            let f = fact(&mut self.r, p, family, tools, 2025);
            let name = format!("{}{}", w(&mut self.r, &p.roots), w(&mut self.r, &p.mids));
            out.push((name, render(&mut self.r, p, &f)));
        }
        out
    }

    fn person_for(&mut self, req: usize, night: bool) -> Person {
        let q = self.reqs[req].clone();
        let place = match (q.remote, self.r.below(100)) {
            (true, 0..=83) | (false, 70..=91) => self.place_in(q.place.country),
            (false, 0..=69) => q.place,
            _ => *self.r.pick(&self.bag),
        };
        let at = self.moment(q.open, q.close, place.offset, night);
        let mut x = self.person_at(q.fam, q.level, place, at);
        x.req = req;
        x.sponsorship = place.country != q.place.country || (x.oddities.contains(&"foreign-degree") && self.r.chance(0.4));
        x
    }

    fn mails(&mut self, name: &Name, place: Place, years: i64, schools: &[School]) -> Vec<String> {
        let last = schools.last().map_or("", |s| s.name.as_str());
        let campus = self.p.campuses.iter().find(|c| c.name == last).map(|c| c.domain);
        let from_school = years <= 1 && self.r.chance(0.3);
        let mut emails = vec![self.mail(name, place, if from_school { campus } else { None })];
        if self.r.chance(0.05) {
            emails.push(self.mail(name, place, None));
        }
        emails
    }

    fn accounts(&mut self, fam: usize, name: &Name, at: i64, years: i64, mail: &str) -> Vec<Account> {
        let mut accounts = Vec::new();
        if self.r.chance(0.72) {
            accounts.push(self.account("linkedin", name, at, years));
        }
        if self.p.families[fam].eng && self.r.chance(0.42) {
            let mut hub = self.account("github", name, at, years);
            hub.author_mails = vec![mail.to_string()];
            accounts.push(hub);
        }
        accounts
    }

    fn certs(&mut self, now: i64) -> Vec<(&'static str, i64)> {
        let mut certs = Vec::new();
        while self.r.chance(0.2) && certs.len() < 3 {
            certs.push((w(&mut self.r, &self.p.certs), now - self.r.range(1, 70)));
        }
        certs
    }

    fn languages(&mut self, place: Place) -> Vec<&'static str> {
        let own = match place.country {
            "DE" => "German",
            "PL" => "Polish",
            "BR" | "PT" => "Portuguese",
            "MX" | "AR" => "Spanish",
            "CN" => "Chinese",
            "UA" => "Ukrainian",
            "KR" => "Korean",
            _ => one(&mut self.r, "||||Spanish|French|Hindi|Chinese|Vietnamese|Arabic|Russian|Korean"),
        };
        let mut languages = vec!["English"];
        if !own.is_empty() {
            languages.push(own);
        }
        languages
    }

    fn person_at(&mut self, fam: usize, level: i64, place: Place, at: i64) -> Person {
        let p = self.p;
        let culture = self.culture_for(place.country);
        let name = self.name(culture);
        let now = month_of(at);
        let years = match level {
            0 => self.r.range(0, 3),
            1 => self.r.range(2, 8),
            2 => self.r.range(5, 17),
            _ => self.r.range(9, 24),
        };
        let mut tools: Vec<Tech> = p.families[fam].tools.clone();
        shuffle(&mut self.r, &mut tools);
        tools.truncate(size(self.r.range(8, 13)));
        let mut oddities = Vec::new();
        let (schools, ready) = self.schooling(fam, culture, place, now - years * 12, now, &mut oddities);
        let jobs = self.career(fam, &tools, place, ready, now);
        let title = jobs.first().map_or_else(|| p.families[fam].titles[0].to_string(), |j| j.title.clone());
        let summary = if self.r.chance(0.85) { summary_text(&mut self.r, p, &title, years, &tools) } else { String::new() };
        let emails = self.mails(&name, place, years, &schools);
        let phone = if place.country == "US" && self.r.chance(0.28) { self.phone_elsewhere() } else { self.phone(place) };
        let accounts = self.accounts(fam, &name, at, years, &emails[0]);
        let certs = self.certs(now);
        let languages = self.languages(place);
        let interests = if self.r.chance(0.25) { vec![w(&mut self.r, &p.interests)] } else { Vec::new() };
        let projects = self.projects(fam, &tools);
        Person {
            id: String::new(),
            operation: None,
            style: None,
            oddities,
            req: 0,
            at,
            fam,
            tools,
            name,
            place,
            emails,
            phones: vec![phone.clone()],
            resume_phone: phone,
            home: self.address(place),
            shape: *self.r.pick(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2]),
            summary,
            jobs,
            schools,
            projects,
            certs,
            languages,
            interests,
            why: why_text(&mut self.r, p),
            sponsorship: false,
            accounts,
            net: Net::Home,
            ip: home_ip(&mut self.r, place),
            device: uuid(&mut self.r),
            agent: *self.r.pick(&[0, 0, 0, 0, 1, 2, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9]),
            clock: None,
            months: *self.r.pick(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]),
            channel: one(&mut self.r, "career_site|career_site|job_board|job_board|job_board|sourced|marketplace"),
            agency: None,
            referrer: String::new(),
            referees: Vec::new(),
            declared: Vec::new(),
            ship_to: None,
        }
    }

    /// Degrees in the order they were taken, and the month the working life begins.
    fn schooling(&mut self, fam: usize, culture: usize, place: Place, begin: i64, now: i64, oddities: &mut Vec<&'static str>) -> (Vec<School>, i64) {
        let origins: Vec<&'static str> = self.p.cultures[culture].countries.iter().copied().filter(|c| *c != place.country && *c != "US").collect();
        let mut country = place.country;
        let abroad = if self.p.cultures[culture].weight > 30 { 0.03 } else { 0.14 };
        if !origins.is_empty() && self.r.chance(abroad) {
            country = w(&mut self.r, &origins);
            oddities.push("foreign-degree");
        }
        if self.r.chance(0.07) && begin < now - 36 {
            return (Vec::new(), begin);
        }
        let mut first = self.school(country, fam, begin / 12, false);
        if first.end > now {
            first.start -= 12;
            first.end -= 12;
        }
        let mut ready = first.end + 1;
        let mut out = vec![first];
        let chance = if country == place.country { 0.2 } else { 0.5 };
        if ready + 26 < now && self.r.chance(chance) {
            let second = self.school(place.country, fam, ready / 12 + 2, true);
            if second.end < now && second.start >= ready - 2 {
                ready = second.end + 1;
                out.push(second);
            }
        }
        (out, ready.max(begin.min(now - 3)))
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Honest people

const DORMS: &str = "University of Washington=Seattle|University of Texas at Austin=Austin|Boston University=Boston|New York University=New York|\
Carnegie Mellon University=Pittsburgh|Drexel University=Philadelphia|Georgia Institute of Technology=Atlanta|University of Houston=Houston|\
San Jose State University=San Jose|University of California, San Diego=San Diego|Ohio State University=Columbus|\
University of Illinois Chicago=Chicago|Arizona State University=Phoenix|University of Central Florida=Orlando|\
North Carolina State University=Raleigh|University of Utah=Salt Lake City|University of Minnesota=Minneapolis";
const BASES: &[&str] = &["Fayetteville", "Killeen", "San Antonio", "Colorado Springs", "San Diego"];
const LATE_TOOLS: &[Tech] = &[("LangChain", 2023), ("Entra ID", 2023), ("tRPC", 2022), ("pgvector", 2022), ("Supabase", 2021), ("Vite", 2021)];

impl Gen {
    fn found_groups(&mut self, honest: usize) {
        // Kind, people in a thousand, people to a place.
        let kinds: [(&'static str, usize, usize); 8] = [
            ("campus-network", 24, 9),
            ("shared-housing", 15, 4),
            ("tower", 20, 6),
            ("virtual-mailbox", 6, 8),
            ("military-family", 7, 4),
            ("library-computer", 6, 5),
            ("job-centre", 8, 6),
            ("coworking", 10, 6),
        ];
        for (kind, share, each) in kinds {
            for _ in 0..=honest * share / 1000 / each {
                let spot = self.found(kind);
                self.spots.push(spot);
            }
        }
        for _ in 0..=honest * 25 / 1000 / 12 {
            let agency = self.found_agency();
            self.agencies.push(agency);
        }
        for _ in 0..=honest * 20 / 1000 / 8 {
            let cohort = self.found_cohort();
            self.cohorts.push(cohort);
        }
        for _ in 0..=honest * 15 / 1000 / 4 {
            let team = self.found_team();
            self.teams.push(team);
        }
        for _ in 0..4 {
            let (who, domain) = (w(&mut self.r, &self.p.people), w(&mut self.r, &self.p.domains));
            let topic = w(&mut self.r, &self.p.topics);
            let lead = one(&mut self.r, "Trusted adviser|Respected partner|Sought-after expert|Accomplished guide");
            let close = one(&mut self.r, "calm delivery under pressure|commercial judgement with warmth|clear results, on time|a record of growth");
            self.paid_lines.push(format!("{lead} to {who} and {domain} executives, uniting {topic} with {close}."));
        }
    }

    fn place_named(&mut self, city: &str) -> Place {
        let found = self.p.places.iter().copied().find(|x| x.city == city);
        found.unwrap_or_else(|| *self.r.pick(&self.p.places))
    }

    fn found(&mut self, kind: &'static str) -> Spot {
        let dorm = w(&mut self.r, &list(DORMS));
        let (school, city) = (part(dorm, '=', 0), part(dorm, '=', 1));
        let place = match kind {
            "campus-network" => self.place_named(city),
            "military-family" => {
                let base = w(&mut self.r, BASES);
                self.place_named(base)
            }
            "virtual-mailbox" if self.r.chance(0.7) => self.place_named("Sioux Falls"),
            _ => self.place_in("US"),
        };
        let campus = self.p.campuses.iter().copied().find(|c| c.name == school);
        let campus = campus.unwrap_or(self.p.campuses[0]);
        let mut home = self.address(place);
        home.line2 = String::new();
        if kind == "campus-network" {
            home.line1 = format!("{} {} Hall", self.r.range(100, 3900), w(&mut self.r, &self.p.streets));
        }
        let lines = if kind == "campus-network" { 4 } else { 1 };
        let ips = (0..lines).map(|_| home_ip(&mut self.r, place)).collect();
        let devices = (0..3).map(|_| uuid(&mut self.r)).collect();
        let topic = w(&mut self.r, &self.p.topics);
        let line = format!(
            "{}, {}, known for {topic} and {}.",
            one(&mut self.r, "Reliable|Punctual|Motivated|Dependable|Hard-working"),
            one(&mut self.r, "quick to learn|calm under pressure|happy to start small|ready for any shift"),
            one(&mut self.r, "a friendly manner|tidy work|steady attendance|good questions")
        );
        let phone = self.phone(place);
        Spot { kind, place, home, ips, devices, phone, campus, line }
    }

    fn spot(&mut self, kind: &str) -> Option<Spot> {
        let there: Vec<usize> = (0..self.spots.len()).filter(|i| self.spots[*i].kind == kind).collect();
        if there.is_empty() { None } else { Some(self.spots[*self.r.pick(&there)].clone()) }
    }

    fn found_agency(&mut self) -> Agency {
        let root = format!("{}{}", w(&mut self.r, &self.p.roots), w(&mut self.r, &self.p.mids));
        let name = format!("{root} {}", one(&mut self.r, "Staffing|Talent|Search|Recruiting|People"));
        let domain = format!("{}.com", slug(&name));
        let desk = one(&mut self.r, "jobs|submissions|desk|talent|delivery");
        let phone = self.phone_elsewhere();
        let line = format!(
            "{} {name}; {} {}.",
            one(&mut self.r, "Candidate presented by|Submitted exclusively through|Represented by|Profile supplied by"),
            one(&mut self.r, "please book interviews via|scheduling and rates through|all feedback to|availability on request from"),
            one(&mut self.r, "the delivery desk|our client team|the technical desk|the regional office")
        );
        Agency { mail: format!("{desk}@{domain}"), name, domain, phone, line }
    }

    fn found_cohort(&mut self) -> Cohort {
        let name = format!("{}{} {}", w(&mut self.r, &self.p.roots), w(&mut self.r, &self.p.mids), one(&mut self.r, "Code School|Academy|Bootcamp"));
        let end = 2024 * 12 + self.r.range(0, 22);
        let area = one(&mut self.r, "Full Stack Web Development|Software Engineering Immersive|Data Analytics").to_string();
        let school = School { name, area, kind: "Certificate".to_string(), start: end - 4, end };
        let (p, fam) = (self.p, &self.p.families[1]);
        let mut projects = Vec::new();
        for _ in 0..2 {
            let f = fact(&mut self.r, p, fam, &fam.tools, 2024);
            let (a, b) = f.tools;
            let topic = w(&mut self.r, &p.topics);
            let text = format!(
                "{} {} where {} {}, made with {a} and {b}. {}, {} and {topic}; {}.",
                one(&mut self.r, "Group project:|Capstone:|Final project, a team of four:|Built in three weeks:"),
                f.object,
                f.who,
                one(&mut self.r, "compare and book offers|rate and swap items|find and lend tools|list and sell goods|track and share goals"),
                one(&mut self.r, "Sign-in by mail|Accounts with roles|Login through Google|Guest mode"),
                one(&mut self.r, "a search page|an admin area|a live map|a chat window|a calendar"),
                one(&mut self.r, "shown on demo day|deployed on Render|voted best of the class|tested with real users")
            );
            projects.push((format!("{}{}", w(&mut self.r, &p.roots), capital(w(&mut self.r, &p.mids))), text));
        }
        Cohort { school, projects, tree: hex(&mut self.r, 40) }
    }

    fn found_team(&mut self) -> Team {
        let (p, fam) = (self.p, self.r.below(8));
        let place = self.place_in("US");
        let employer = small_firm(&mut self.r, p);
        let end = 2024 * 12 + 6 + self.r.range(0, 18);
        let family = &p.families[fam];
        let facts = (0..4).map(|_| fact(&mut self.r, p, family, &family.tools, 2023)).collect();
        Team { fam, employer, end, place, facts }
    }

    fn crowd(&mut self, honest: usize) -> Vec<Person> {
        let mut people = Vec::with_capacity(honest + honest / 5);
        for i in 0..honest {
            let night = self.r.chance(0.04);
            let req = self.pick_req();
            let mut x = self.person_for(req, night);
            x.id = format!("h-{:06}", i + 1);
            if night {
                x.oddities.push("night-owl");
            }
            self.life_oddities(&mut x);
            self.home_oddities(&mut x);
            self.network_oddities(&mut x);
            self.paper_oddities(&mut x);
            self.profile_oddities(&mut x);
            self.introductions(&mut x);
            people.push(x);
        }
        people
    }

    fn odd(&mut self, x: &mut Person, name: &'static str, rate: f64) -> bool {
        let hit = self.r.chance(rate) && !x.oddities.contains(&name);
        if hit {
            x.oddities.push(name);
        }
        hit
    }

    /// Lives at `place` now: address, line and mostly the phone follow.
    fn settle(&mut self, x: &mut Person, place: Place) {
        x.place = place;
        x.home = self.address(place);
        x.ip = home_ip(&mut self.r, place);
        if self.r.chance(0.7) {
            x.phones = vec![self.phone(place)];
            x.resume_phone = x.phones[0].clone();
        }
        if let Some(job) = x.jobs.first_mut() {
            job.city = place.city.to_string();
        }
    }

    fn set_phone(&mut self, x: &mut Person, phone: String) {
        x.resume_phone = phone.clone();
        x.phones = vec![phone];
    }

    fn life_oddities(&mut self, x: &mut Person) {
        let level = self.reqs[x.req].level;
        let now = month_of(x.at);
        let eng = self.p.families[x.fam].eng;
        if level <= 1 && self.odd(x, "student", 0.09) {
            self.make_student(x);
            return;
        }
        if matches!(x.place.country, "US" | "CA" | "GB" | "DE") && self.odd(x, "newcomer", 0.021) {
            self.make_newcomer(x);
        }
        if eng && level <= 2 && self.odd(x, "bootcamp", 0.03) {
            let cohort = self.r.pick(&self.cohorts).clone();
            x.schools.push(cohort.school);
            x.projects = cohort.projects;
            for a in x.accounts.iter_mut().filter(|a| a.network == "github") {
                a.trees.push((cohort.tree.clone(), false));
            }
        }
        if self.odd(x, "agency", 0.025) {
            let agency = self.r.pick(&self.agencies).clone();
            let own = x.emails.clone();
            x.emails = vec![agency.mail.clone()];
            if self.r.chance(0.5) {
                x.emails.extend(own);
            }
            self.set_phone(x, agency.phone);
            x.summary = format!("{} {}", agency.line, x.summary);
            x.agency = Some((agency.name, agency.domain));
            x.channel = "agency";
        }
        let fitting: Vec<usize> = (0..self.teams.len()).filter(|i| self.teams[*i].fam == x.fam).collect();
        if !fitting.is_empty() && !x.jobs.is_empty() && self.odd(x, "same-team", 0.022) {
            let team = self.teams[*self.r.pick(&fitting)].clone();
            self.join_team(x, &team);
        }
        if self.odd(x, "freelancer", 0.025) {
            self.make_freelancer(x, now);
        }
        if x.jobs.len() >= 3 && self.odd(x, "career-changer", 0.03) {
            let other = (x.fam + 5 + self.r.below(8)) % self.p.families.len();
            let tools = self.p.families[other].tools.clone();
            let cut = x.jobs.len() - 2;
            for job in x.jobs.iter_mut().rev().take(cut) {
                job.title = self.title(other, 2);
                job.lines = self.lines(other, &tools, job.end.unwrap_or(now) / 12, 2);
            }
        }
        if x.jobs.len() >= 2 && self.odd(x, "career-gap", 0.04) {
            let months = self.r.range(12, 36);
            for job in x.jobs.iter_mut().skip(1) {
                job.start -= months;
                job.end = job.end.map(|e| e - months);
            }
            for s in &mut x.schools {
                s.start -= months / 12 * 12 + 12;
                s.end -= months / 12 * 12 + 12;
            }
        }
        if x.jobs.len() >= 2 && self.odd(x, "overlapping-jobs", 0.02) {
            let start = x.jobs[0].start;
            x.jobs[1].end = Some((start + self.r.range(3, 14)).min(now));
        }
    }

    fn make_student(&mut self, x: &mut Person) {
        let eng = self.p.families[x.fam].eng;
        let year = month_of(x.at) / 12;
        let end_year = year + self.r.range(0, 2);
        let campus_spot = if self.r.chance(0.6) { self.spot("campus-network") } else { None };
        let campus = match campus_spot {
            Some(spot) => {
                x.oddities.push("campus-network");
                self.settle(x, spot.place);
                x.home = spot.home.clone();
                x.home.line2 = format!("Room {}", self.r.range(101, 940));
                x.shape = 0;
                if self.r.chance(0.05) {
                    x.device = self.r.pick(&spot.devices).clone();
                }
                x.net = Net::Fixed(spot.ips);
                spot.campus
            }
            None => {
                let there: Vec<Campus> = self.p.campuses.iter().copied().filter(|c| c.country == x.place.country).collect();
                if there.is_empty() { self.p.campuses[0] } else { *self.r.pick(&there) }
            }
        };
        let master = self.r.chance(0.25);
        x.schools = vec![self.degree(campus, eng, end_year, master)];
        if self.r.chance(0.5) {
            x.emails = vec![self.mail(&x.name, x.place, Some(campus.domain))];
        }
        x.jobs.truncate(2);
        for (i, job) in x.jobs.iter_mut().enumerate() {
            let summer = (year - 1 - int(i)) * 12 + 5;
            job.start = summer;
            job.end = Some(summer + 2);
            job.title = format!("{} Intern", self.p.families[x.fam].titles[0]);
            job.lines.truncate(3);
        }
        let n = self.r.range(1, 2);
        let tools = x.tools.clone();
        let lines = self.lines(x.fam, &tools, year, n);
        for line in lines {
            let name = format!("{}{}", w(&mut self.r, &self.p.roots), w(&mut self.r, &self.p.mids));
            x.projects.push((name, line));
        }
        for a in &mut x.accounts {
            a.created = a.created.max(x.at / DAY - 1200 + self.r.range(0, 700));
            a.connections = self.r.range(3, 160);
        }
    }

    fn make_newcomer(&mut self, x: &mut Person) {
        let origin = one(&mut self.r, "IN|NG|UA|BR|CN|PH|PK|MX|VN|KR|TR|GE");
        let old_place = self.place_in(origin);
        let now = month_of(x.at);
        let arrived = now - self.r.range(1, 10);
        if !x.oddities.contains(&"foreign-degree") {
            x.oddities.push("foreign-degree");
            let end_year = x.schools.first().map_or(now / 12 - 6, |s| s.end / 12);
            x.schools = vec![self.school(origin, x.fam, end_year, false)];
        }
        for job in &mut x.jobs {
            job.city = old_place.city.to_string();
            job.employer = self.employer(origin, job.start / 12);
            job.about = String::new();
        }
        if let Some(job) = x.jobs.first_mut() {
            job.end = Some(arrived.max(job.start + 1));
        }
        let phone = self.phone_elsewhere();
        self.set_phone(x, phone);
        for a in &mut x.accounts {
            if self.r.chance(0.6) {
                let since = days_of(arrived / 12, arrived % 12 + 1, 1) + self.r.range(0, 60);
                a.created = since.min(x.at / DAY - 2);
                a.connections = self.r.range(2, 70);
            } else {
                a.changed = vec!["location", "headline"];
                a.place = old_place.city.to_string();
            }
        }
        if self.r.chance(0.35) {
            x.oddities.push("vpn");
            x.net = Net::Vpn;
        }
        if self.r.chance(0.15)
            && let Some(house) = self.spot("shared-housing")
        {
            x.oddities.push("shared-housing");
            x.home = retype(&mut self.r, &house.home);
            x.place = house.place;
            x.shape = 0;
            if matches!(x.net, Net::Home) {
                x.net = Net::Fixed(house.ips);
            }
        }
        if self.r.chance(0.5) {
            x.declared.push(("moved_recently", json!(true)));
        }
        x.sponsorship = self.r.chance(0.5);
    }

    fn join_team(&mut self, x: &mut Person, team: &Team) {
        let p = self.p;
        let place = team.place;
        if self.r.chance(0.7) {
            self.settle(x, place);
        }
        let mut lines: Vec<String> = Vec::new();
        for f in &team.facts {
            if self.r.chance(0.6) {
                lines.push(render(&mut self.r, p, f));
            }
        }
        let own = self.lines(x.fam, &x.tools, team.end / 12, 3);
        lines.extend(own);
        shuffle(&mut self.r, &mut lines);
        let older = x.jobs.get(1).and_then(|j| j.end).unwrap_or(team.end - 40);
        if let Some(job) = x.jobs.first_mut() {
            job.employer = team.employer.clone();
            job.about = blurb(p, &team.employer);
            job.start = (older + 1).min(team.end - 5);
            job.end = Some(team.end.min(month_of(x.at)));
            job.lines = lines;
        }
    }

    fn make_freelancer(&mut self, x: &mut Person, now: i64) {
        let mut t = now;
        let mut jobs = Vec::new();
        let n = self.r.range(4, 6);
        for _ in 0..n {
            let start = t - self.r.range(2, 9);
            let client = small_firm(&mut self.r, self.p);
            let title = self.title(x.fam, 3);
            let lines = self.lines(x.fam, &x.tools, t / 12, 2);
            let end = if t == now { None } else { Some(t) };
            jobs.push(Job {
                employer: client,
                title: format!("Contract {title}"),
                start,
                end,
                city: "Remote".to_string(),
                about: String::new(),
                lines,
            });
            t = start - self.r.range(0, 2);
        }
        jobs.extend(x.jobs.iter().filter(|j| j.end.is_some_and(|e| e <= t)).take(2).cloned());
        x.jobs = jobs;
    }

    fn home_oddities(&mut self, x: &mut Person) {
        let us = x.place.country == "US" && !x.oddities.contains(&"student");
        if !x.oddities.contains(&"newcomer") && !x.oddities.contains(&"student") && self.odd(x, "mover", 0.042) {
            let old = self.place_in(x.place.country);
            let phone = self.phone(old);
            self.set_phone(x, phone);
            if let Some(job) = x.jobs.first_mut() {
                job.city = old.city.to_string();
            }
            for a in &mut x.accounts {
                a.place = old.city.to_string();
            }
            if self.r.chance(0.33) {
                x.declared.push(("moved_recently", json!(true)));
            }
        }
        if !us {
            return;
        }
        for (kind, rate) in [("shared-housing", 0.018), ("tower", 0.03), ("virtual-mailbox", 0.009), ("military-family", 0.011)] {
            if !self.odd(x, kind, rate) {
                continue;
            }
            let Some(spot) = self.spot(kind) else {
                continue;
            };
            self.settle(x, spot.place);
            x.home = spot.home.clone();
            x.shape = 0;
            match kind {
                "shared-housing" => x.net = Net::Fixed(spot.ips),
                "tower" => x.home.line2 = unit(&mut self.r),
                "virtual-mailbox" => {
                    x.home.line2 = format!("{} {}", one(&mut self.r, "PMB|#|Suite"), self.r.range(100, 49_000));
                    x.clock = Some(offset_at(self.place_in("US"), x.at));
                }
                _ => self.make_military(x),
            }
            return;
        }
    }

    fn make_military(&mut self, x: &mut Person) {
        let phone = self.phone_elsewhere();
        self.set_phone(x, phone);
        for job in x.jobs.iter_mut().skip(1) {
            job.city = w(&mut self.r, BASES).to_string();
        }
        if self.r.chance(0.25) {
            x.home.line1 = format!("PSC {} Box {}", self.r.range(2, 900), self.r.range(100, 9999));
            x.home.line2 = String::new();
            x.home.city = "APO".to_string();
            x.home.region = "AE".to_string();
            x.home.zip = format!("09{:03}", self.r.range(1, 899));
            x.clock = Some(120);
        } else {
            x.home.line2 = unit(&mut self.r);
        }
        if self.r.chance(0.4) {
            x.declared.push(("moved_recently", json!(true)));
        }
    }

    fn network_oddities(&mut self, x: &mut Person) {
        if self.odd(x, "privacy", 0.02) {
            let mask = match self.r.below(3) {
                0 => format!("{}@privaterelay.appleid.com", hex(&mut self.r, 10)),
                1 => format!("{}-{}@duck.com", w(&mut self.r, &self.p.mids), hex(&mut self.r, 4)),
                _ => format!("{}.{}@simplelogin.com", slug(&x.name.given), hex(&mut self.r, 6)),
            };
            x.emails = vec![mask];
            x.accounts.clear();
            x.shape = 2;
            x.agent = *self.r.pick(&[7, 8, 9]);
            if self.r.chance(0.5) && matches!(x.net, Net::Home) && self.odd(x, "vpn", 1.0) {
                x.net = Net::Vpn;
            }
        }
        if !matches!(x.net, Net::Home) {
            return;
        }
        if self.odd(x, "vpn", 0.04) {
            x.net = Net::Vpn;
        } else if self.odd(x, "apple-relay", 0.026) {
            x.net = Net::Relay;
            x.agent = *self.r.pick(&[3, 4]);
        } else if self.odd(x, "carrier-nat", 0.065) {
            x.net = Net::Mobile;
            x.agent = *self.r.pick(&[4, 5]);
        } else if x.jobs.first().is_some_and(|j| j.end.is_none()) && self.odd(x, "corporate-vpn", 0.045) {
            let employer = x.jobs.first().map(|j| j.employer.clone()).unwrap_or_default();
            x.net = Net::Fixed(vec![office_ip(&employer, &mut self.r)]);
        } else if self.odd(x, "traveller", 0.016) {
            let away = *self.r.pick(&self.bag);
            x.ip = home_ip(&mut self.r, away);
            x.clock = Some(offset_at(away, x.at));
        } else if x.place.country == "US" && !x.oddities.contains(&"military-family") {
            self.public_line(x);
        }
    }

    fn public_line(&mut self, x: &mut Person) {
        for (kind, rate) in [("library-computer", 0.011), ("job-centre", 0.015), ("coworking", 0.019)] {
            if !self.odd(x, kind, rate) {
                continue;
            }
            let Some(spot) = self.spot(kind) else {
                continue;
            };
            if x.place.city != spot.place.city && !x.oddities.contains(&"tower") {
                self.settle(x, spot.place);
            }
            x.net = Net::Fixed(spot.ips);
            if kind != "coworking" {
                x.device = self.r.pick(&spot.devices).clone();
            }
            if kind == "job-centre" {
                x.summary = format!("{} {}", spot.line, x.summary);
                if self.r.chance(0.5) {
                    x.phones.push(spot.phone);
                }
            }
            return;
        }
    }

    fn paper_oddities(&mut self, x: &mut Person) {
        let now = month_of(x.at);
        if self.odd(x, "copied-phrases", 0.05) {
            self.copy_advice(x);
        }
        if self.odd(x, "ai-polished", 0.08) {
            self.polish(x, 0.85);
        }
        if self.odd(x, "resume-service", 0.01) {
            let line = self.r.pick(&self.paid_lines).clone();
            x.summary = format!("{line} {}", x.summary);
        }
        if !x.schools.is_empty() && self.odd(x, "off-cycle", 0.013) {
            let shift = *self.r.pick(&[-5, -4, 3, 7]);
            if let Some(s) = x.schools.last_mut() {
                s.end += shift;
            }
        }
        if !x.jobs.is_empty() && self.odd(x, "date-slip", 0.02) {
            let i = self.r.below(x.jobs.len());
            let shift = *self.r.pick(&[-12, -1, 1, 12, -36]);
            if self.r.chance(0.5) {
                x.jobs[i].start += shift;
            } else {
                x.jobs[i].end = x.jobs[i].end.map(|e| (e + shift).min(now));
            }
        }
        if self.odd(x, "anachronism", 0.004) {
            self.early_tool(x);
        }
        if self.odd(x, "voip", 0.025) {
            let phone = self.phone_elsewhere();
            self.set_phone(x, phone);
        }
        if self.odd(x, "stale-resume", 0.025) {
            x.resume_phone = self.phone_elsewhere();
        }
        if self.odd(x, "contact-typo", 0.004) {
            if self.r.chance(0.6) {
                x.emails[0] = x.emails[0].replace("gmail.com", "gmial.com").replace("outlook", "outlok").replace("yahoo", "yaho");
            } else {
                x.phones[0].pop();
            }
        }
    }

    fn copy_advice(&mut self, x: &mut Person) {
        for _ in 0..self.r.range(1, 3) {
            let line = w(&mut self.r, &self.p.advice);
            match x.jobs.first_mut() {
                Some(job) if self.r.chance(0.4) => job.lines.push(line.to_string()),
                _ => x.summary = format!("{line} {}", x.summary).trim().to_string(),
            }
        }
    }

    /// Lets a writing assistant redo `share` of the lines.
    fn polish(&mut self, x: &mut Person, share: f64) {
        let (p, fam) = (self.p, &self.p.families[x.fam]);
        for job in &mut x.jobs {
            let year = job.end.unwrap_or(24_300) / 12;
            for line in &mut job.lines {
                if self.r.chance(share) {
                    let f = fact(&mut self.r, p, fam, &x.tools, year);
                    *line = render_polished(&mut self.r, &f);
                }
            }
        }
    }

    /// Names a technology under the oldest job, from before it existed.
    fn early_tool(&mut self, x: &mut Person) {
        let (late, _) = *self.r.pick(LATE_TOOLS);
        let (p, fam) = (self.p, &self.p.families[x.fam]);
        let mut f = fact(&mut self.r, p, fam, &x.tools, 2015);
        f.tools = (late, f.tools.1);
        if let Some(job) = x.jobs.last_mut() {
            let verb = verb_of(&mut self.r, p, 0);
            job.lines.push(format!("{verb} a {} with {late} and {}.", f.object, f.tools.1));
        }
    }

    fn profile_oddities(&mut self, x: &mut Person) {
        let today = x.at / DAY;
        if x.accounts.is_empty() {
            return;
        }
        if self.odd(x, "dormant-profile", 0.03) {
            let until = today - self.r.range(3, 90);
            let span = self.r.range(500, 2200);
            for a in x.accounts.iter_mut().filter(|a| a.network == "linkedin") {
                a.created = a.created.min(until - span - 300);
                a.dormant = Some((until - span, until));
                a.changed = vec!["headline", "employer"];
                a.seen = true;
            }
        } else if self.odd(x, "new-profile", 0.025) {
            for a in &mut x.accounts {
                a.created = today - self.r.range(1, 170);
                a.connections = self.r.range(0, 60);
            }
        }
    }

    fn introductions(&mut self, x: &mut Person) {
        if x.agency.is_none() && self.r.chance(0.06) {
            x.channel = "referral";
            let culture = self.culture_for("US");
            x.referrer = self.name(culture).full;
        }
        if self.r.chance(0.12) {
            for _ in 0..self.r.range(1, 3) {
                let culture = self.culture_for(x.place.country);
                let name = self.name(culture);
                let employer = if x.jobs.is_empty() { String::new() } else { self.r.pick(&x.jobs).employer.clone() };
                let referee = self.referee(&name, x.place, &employer);
                x.referees.push(referee);
            }
        }
    }

    // ---- people who belong together -----------------------------------------------------------------------------------

    fn pairs(&mut self, people: &mut [Person]) {
        let n = people.len();
        // Kind, people in a thousand; two for each pair.
        for (kind, share) in [("couple", 12), ("siblings", 4), ("namesake", 5), ("family-phone", 4)] {
            for _ in 0..(n * share / 2000).max(usize::from(n >= 100)) {
                let (i, j) = (self.r.below(n), self.r.below(n));
                let fits = |x: &Person| x.place.country == "US" && !x.oddities.contains(&"student") && x.agency.is_none();
                if i == j || !fits(&people[i]) || !fits(&people[j]) {
                    continue;
                }
                let first = people[i].clone();
                self.pair_up(kind, &first, &mut people[j]);
                people[i].oddities.push(kind);
                people[j].oddities.push(kind);
                if kind != "namesake" {
                    people[i].shape = 0;
                }
            }
        }
    }

    fn pair_up(&mut self, kind: &str, a: &Person, b: &mut Person) {
        if kind == "namesake" {
            self.settle(b, a.place);
            b.name = a.name.clone();
            b.emails = vec![self.mail(&b.name, b.place, None)];
            return;
        }
        b.place = a.place;
        b.home = retype(&mut self.r, &a.home);
        b.shape = 0;
        if matches!(b.net, Net::Home) {
            b.ip = a.ip.clone();
        }
        let surname = kind != "couple" || self.r.chance(0.35);
        if surname {
            b.name.family = a.name.family.clone();
            b.name.full = format!("{} {}", b.name.given, b.name.family);
        }
        if kind == "family-phone" || (kind == "couple" && self.r.chance(0.25)) {
            self.set_phone(b, a.phones[0].clone());
        }
        if kind == "couple" && self.r.chance(0.35) {
            b.device = a.device.clone();
            b.agent = a.agent;
        }
        if self.r.chance(0.4) {
            b.declared.push(("household_with", json!([a.name.full])));
        }
    }

    fn open_req(&mut self, eng: bool, from: i64, to: i64) -> Option<usize> {
        let there: Vec<usize> = (0..self.reqs.len())
            .filter(|i| {
                let q = &self.reqs[*i];
                self.p.families[q.fam].eng == eng && q.open < to && q.close > from + DAY
            })
            .collect();
        if there.is_empty() { None } else { Some(*self.r.pick(&there)) }
    }

    fn applied_again(&mut self, people: &mut [Person]) -> Vec<Person> {
        let mut out = Vec::new();
        for x in people.iter_mut() {
            let eng = self.p.families[x.fam].eng;
            if self.odd(x, "many-applications", 0.01) {
                for _ in 0..self.r.range(2, 5) {
                    let mut y = x.clone();
                    y.at = (x.at + self.r.range(600, 6 * DAY)).min(window().1);
                    if let Some(req) = self.open_req(eng, x.at, y.at) {
                        y.req = req;
                        out.push(y);
                    }
                }
            } else if self.r.chance(0.13) {
                let from = x.at + self.r.range(0, 150) * DAY;
                if let Some(req) = self.open_req(eng, from, window().1)
                    && req != x.req
                {
                    out.push(self.later_self(x, req, from));
                }
            }
        }
        out
    }

    fn later_self(&mut self, x: &mut Person, req: usize, from: i64) -> Person {
        x.oddities.push("reapplied");
        let mut y = x.clone();
        let (open, close) = (self.reqs[req].open.max(from), self.reqs[req].close);
        y.req = req;
        y.at = self.moment(open, close.max(open + DAY), y.place.offset, false);
        if self.r.chance(0.8) {
            y.why = why_text(&mut self.r, self.p);
        }
        if self.r.chance(0.35) {
            y.device = uuid(&mut self.r);
        }
        if y.agency.is_none() && self.odd(&mut y, "reapplied-new-phone", 0.09) {
            let phone = self.phone(y.place);
            self.set_phone(&mut y, phone);
            x.oddities.push("reapplied-new-phone");
            if self.r.chance(0.5) {
                y.home = self.address(y.place);
                y.device = uuid(&mut self.r);
                y.ip = home_ip(&mut self.r, y.place);
            }
        }
        if self.odd(&mut y, "name-changed", 0.04) {
            x.oddities.push("name-changed");
            let culture = self.culture_for(y.place.country);
            let old = y.name.clone();
            y.name.family = self.name(culture).family;
            y.name.full = format!("{} {}", y.name.given, y.name.family);
            if self.r.chance(0.5) {
                y.emails = vec![self.mail(&y.name, y.place, None)];
            }
            if self.r.chance(0.6) {
                y.name.former.push(old.full);
                y.declared.push(("name_changed", json!(true)));
            }
        }
        if self.odd(&mut y, "reworked-resume", 0.18) {
            x.oddities.push("reworked-resume");
            let tools = y.tools.clone();
            let year = month_of(y.at) / 12;
            for job in &mut y.jobs {
                let n = self.r.range(2, 4);
                if self.r.chance(0.6) {
                    job.lines = self.lines(y.fam, &tools, job.end.map_or(year, |e| e / 12), n);
                }
            }
            if let Some(job) = y.jobs.last_mut() {
                job.start += self.r.range(-2, 2);
            }
        }
        y
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Operations

const STYLES: [&str; 4] = ["careless", "ordinary", "careful", "expert"];

/// Chance per persona in the four styles; multiplied once per operation by one of `LEANINGS`.
const HABITS: &[(&str, [f64; 4])] = &[
    ("phone pool", [0.50, 0.10, 0.02, 0.0]),
    ("phone block", [0.20, 0.40, 0.12, 0.02]),
    ("alias", [0.25, 0.04, 0.0, 0.0]),
    ("mail habit", [0.55, 0.45, 0.15, 0.03]),
    ("farm", [0.55, 0.50, 0.30, 0.12]),
    ("device", [0.80, 0.55, 0.06, 0.01]),
    ("exits", [0.75, 0.55, 0.20, 0.04]),
    ("farm line", [0.05, 0.20, 0.35, 0.20]),
    ("clock", [0.35, 0.12, 0.03, 0.005]),
    ("referees", [0.55, 0.35, 0.12, 0.03]),
    ("bank", [0.70, 0.45, 0.35, 0.04]),
    ("skeleton", [0.70, 0.40, 0.45, 0.06]),
    ("front", [0.35, 0.40, 0.45, 0.20]),
    ("stolen", [0.08, 0.20, 0.30, 0.50]),
    ("rented", [0.05, 0.15, 0.25, 0.35]),
    ("trees", [0.40, 0.25, 0.08, 0.01]),
    ("cluster", [0.50, 0.40, 0.20, 0.05]),
    ("hours", [0.80, 0.60, 0.30, 0.10]),
    ("school", [0.35, 0.20, 0.07, 0.01]),
    ("early tool", [0.25, 0.12, 0.04, 0.01]),
    ("why", [0.70, 0.50, 0.25, 0.04]),
];
const LEANINGS: [f64; 5] = [0.0, 0.5, 1.0, 1.0, 1.3];

/// What an operation has ready for one speciality.
struct Bank {
    fam: usize,
    lines: Vec<(Fact, String)>,
    careers: Vec<(Vec<School>, Vec<Job>)>,
    projects: Vec<(String, Fact, String)>,
    summary: String,
}

struct Operation {
    id: String,
    rank: usize,
    rates: Vec<(&'static str, f64)>,
    banks: Vec<Bank>,
    farms: Vec<Spot>,
    exits: Vec<String>,
    devices: Vec<String>,
    phones: Vec<String>,
    block: (String, i64),
    inbox: (String, &'static str),
    word: &'static str,
    referees: Vec<Value>,
    fronts: Vec<(String, String)>,
    school: School,
    start: i64,
    span: i64,
    hour: i64,
    clock: i64,
    agent: usize,
    trees: Vec<String>,
    photo: String,
    born: i64,
    why: String,
    agency: Option<(String, String)>,
    members: Vec<(String, String, String)>,
    last_at: i64,
}

impl Operation {
    fn rate(&self, habit: &str) -> f64 {
        self.rates.iter().find(|x| x.0 == habit).map_or(0.0, |x| x.1)
    }
}

impl Gen {
    fn operations(&mut self, personas: usize, people: &mut [Person]) -> Vec<Person> {
        let mut out = Vec::new();
        let (mut left, mut n) = (personas, 0);
        let mut order = [0, 1, 2, 3];
        shuffle(&mut self.r, &mut order);
        while left > 0 {
            let rank = if n < 4 { order[n] } else { *self.r.pick(&[0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3]) };
            let (least, most) = [(4, 24), (5, 40), (3, 25), (3, 10)][rank];
            let mut k = size(self.r.range(least, most).min(self.r.range(least, most)));
            if n < 4 {
                k = k.min((personas / 4).max(3));
            }
            k = k.min(left);
            // No rest that is too small to be an operation.
            if left - k < 3 {
                k = if left <= 40 { left } else { k - 3 };
            }
            let mut op = self.operation(n, rank, k);
            for i in 0..k {
                let mut made = self.persona(&mut op, i, people);
                out.append(&mut made);
            }
            left -= k;
            n += 1;
        }
        out
    }

    fn farms(&mut self, n: usize) -> Vec<Spot> {
        let mut out = Vec::new();
        for _ in 0..n {
            let tower = if self.r.chance(0.17) { self.spot("tower") } else { None };
            let farm = match tower {
                Some(spot) => spot,
                None => self.found("farm"),
            };
            out.push(farm);
        }
        out
    }

    /// Exits of a consumer VPN, or servers of their own.
    fn exits(&mut self, n: usize) -> Vec<String> {
        let own = self.r.chance(0.5);
        let head = one(&mut self.r, "45.86|38.180|23.237|107.174|154.16|172.245");
        let third = self.r.below(256);
        let mut out = Vec::new();
        for _ in 0..n {
            out.push(if own { format!("{head}.{third}.{}", self.r.range(2, 250)) } else { self.r.pick(&self.vpn).clone() });
        }
        out
    }

    fn invented_referee(&mut self) -> Value {
        let culture = self.culture_for("US");
        let (name, place) = (self.name(culture), self.place_in("US"));
        let employer = small_firm(&mut self.r, self.p);
        self.referee(&name, place, &employer)
    }

    /// An employer that does not exist, with what it says about itself.
    fn front(&mut self) -> (String, String) {
        let p = self.p;
        let name = small_firm(&mut self.r, p);
        let about = format!("{name} is a {} consultancy for {}.", w(&mut self.r, &p.domains), w(&mut self.r, &p.people));
        (name, about)
    }

    fn impossible_school(&mut self) -> School {
        let origin = one(&mut self.r, "US|US|SG|CN|JP|GB|CA|PL");
        let year = 2012 + self.r.range(0, 8);
        let mut school = self.school(origin, 0, year, false);
        school.start += *self.r.pick(&[-2, 1, 3, 12]);
        school.end += *self.r.pick(&[-5, -3, 2, 4]);
        school
    }

    fn operation(&mut self, n: usize, rank: usize, k: usize) -> Operation {
        let p = self.p;
        let (begin, end) = window();
        let start = self.r.range(begin / DAY, end / DAY - 30) * DAY;
        let span = *self.r.pick(&[21, 35, 60, 90, 150, 240, 420]) * DAY;
        let rates = HABITS.iter().map(|(name, row)| (*name, (row[rank] * *self.r.pick(&LEANINGS)).min(0.97))).collect();
        let mut banks = Vec::new();
        for _ in 0..=usize::from(self.r.chance(0.4)) {
            let fam = *self.r.pick(&[0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 6]);
            banks.push(self.bank(fam, start));
        }
        let farms = self.farms(1 + (k / 8).min(3));
        let exits = self.exits(2 + k / 8);
        let devices = (0..2 + k / 5).map(|_| uuid(&mut self.r)).collect();
        let phones = (0..1 + k / 4).map(|_| self.phone_elsewhere()).collect();
        let area = self.place_in("US").phone.split(',').next().unwrap_or("302");
        let exchange = self.r.range(220, 309);
        let culture = self.culture_for("US");
        let inbox_name = self.name(culture);
        let domain = one(&mut self.r, "gmail.com|gmail.com|outlook.com");
        let referees = (0..2).map(|_| self.invented_referee()).collect();
        let n_fronts = self.r.range(1, 2);
        let fronts = (0..n_fronts).map(|_| self.front()).collect();
        let school = self.impossible_school();
        let agency = if rank == 1 && self.r.chance(0.125) {
            let a = self.found_agency();
            Some((a.name, a.domain))
        } else {
            None
        };
        Operation {
            id: format!("o-{:03}", n + 1),
            rank,
            rates,
            banks,
            farms,
            exits,
            devices,
            phones,
            block: (format!("{area}{exchange}"), self.r.range(1200, 9000)),
            inbox: (format!("{}{}", slug(&inbox_name.given), slug(&inbox_name.family)), domain),
            word: one(&mut self.r, "dev|tech|code|eng|soft|pro|work|cloud|web|stack"),
            referees,
            fronts,
            school,
            start,
            span,
            hour: *self.r.pick(&[0, 1, 1, 2, 7, 13]),
            clock: *self.r.pick(&[480, 480, 540, 540, 420, 180, 600, 330, 120, 300]),
            agent: *self.r.pick(&[0, 2, 6, 7, 8]),
            trees: (0..4).map(|_| hex(&mut self.r, 40)).collect(),
            photo: hex(&mut self.r, 16),
            born: start / DAY - self.r.range(20, 500),
            why: why_text(&mut self.r, p),
            agency,
            members: Vec::new(),
            last_at: 0,
        }
    }

    fn bank(&mut self, fam: usize, start: i64) -> Bank {
        let (p, family) = (self.p, &self.p.families[fam]);
        let mut tools = family.tools.clone();
        shuffle(&mut self.r, &mut tools);
        tools.truncate(12);
        let now = month_of(start);
        let mut lines = Vec::new();
        for i in 0..26 {
            let f = fact(&mut self.r, p, family, &tools, 2015 + i % 9);
            let line = if i % 5 == 4 { soft_line(&mut self.r, p, family, &tools, 2020) } else { render(&mut self.r, p, &f) };
            lines.push((f, line));
        }
        let mut careers = Vec::new();
        for _ in 0..self.r.range(2, 3) {
            let begin = now - self.r.range(6, 11) * 12;
            let place = self.place_in("US");
            let school = self.school("US", fam, begin / 12, false);
            careers.push((vec![school.clone()], self.career(fam, &tools, place, school.end + 1, now)));
        }
        let mut projects = Vec::new();
        for _ in 0..3 {
            let f = fact(&mut self.r, p, family, &tools, 2024);
            let name = format!("{}{}", w(&mut self.r, &p.roots), w(&mut self.r, &p.mids));
            let line = render(&mut self.r, p, &f);
            projects.push((name, f, line));
        }
        let title = w(&mut self.r, &family.titles);
        let summary = summary_text(&mut self.r, p, title, 8, &tools);
        Bank { fam, lines, careers, projects, summary }
    }

    fn hits(&mut self, op: &Operation, habit: &str) -> bool {
        self.r.chance(op.rate(habit))
    }

    fn persona(&mut self, op: &mut Operation, i: usize, people: &mut [Person]) -> Vec<Person> {
        let which = self.r.below(op.banks.len());
        let fam = op.banks[which].fam;
        let req = self.campaign_req(op, fam);
        let q = self.reqs[req].clone();
        let farm = if self.hits(op, "farm") { Some(self.r.pick(&op.farms).clone()) } else { None };
        let place = match &farm {
            Some(spot) => spot.place,
            None if self.r.chance(0.85) => self.place_in("US"),
            None => self.place_in(q.place.country),
        };
        let at = self.campaign_time(op, &q, place);
        let mut x = self.person_at(fam, q.level.max(1), place, at);
        x.id = format!("{}-p{:02}", op.id, i + 1);
        x.operation = Some(op.id.clone());
        x.style = STYLES.get(op.rank).copied();
        x.oddities.clear();
        x.req = req;
        x.sponsorship = self.r.chance(0.04);
        let stolen = self.hits(op, "stolen");
        let rented = !stolen && self.hits(op, "rented");
        if stolen {
            self.steal_life(&mut x, people, farm.is_some());
        }
        self.forge_career(op, which, &mut x, stolen);
        self.forge_words(op, which, &mut x);
        self.forge_contacts(op, &mut x, farm.as_ref());
        self.forge_network(op, &mut x, i, farm.as_ref());
        self.forge_profiles(op, &mut x, rented);
        self.forge_introductions(op, &mut x);
        op.members.push((x.name.full.clone(), x.emails[0].clone(), x.phones[0].clone()));
        op.last_at = x.at;
        let mut out = vec![x.clone()];
        while out.len() < 4 && self.r.chance(0.23) {
            let req = self.campaign_req(op, fam);
            if out.iter().all(|y| y.req != req) {
                let q = self.reqs[req].clone();
                let mut y = x.clone();
                y.req = req;
                y.at = self.campaign_time(op, &q, y.place);
                if self.r.chance(0.5) {
                    y.why = why_text(&mut self.r, self.p);
                }
                out.push(y);
            }
        }
        out
    }

    fn campaign_req(&mut self, op: &Operation, fam: usize) -> usize {
        let (from, to) = (op.start, op.start + op.span);
        let mut best: Vec<usize> = Vec::new();
        for (i, q) in self.reqs.iter().enumerate() {
            if q.remote && q.open < to && q.close > from && self.p.families[q.fam].eng {
                let same = if q.fam == fam { 6 } else { 1 };
                let home = if q.place.country == "US" { 3 } else { 1 };
                best.extend(vec![i; same * home]);
            }
        }
        if best.is_empty() { self.open_req(true, window().0, window().1).unwrap_or(0) } else { *self.r.pick(&best) }
    }

    fn campaign_time(&mut self, op: &Operation, q: &Req, place: Place) -> i64 {
        let (mut from, mut to) = (q.open.max(op.start), q.close.min(op.start + op.span));
        if to < from + DAY {
            (from, to) = (q.open, q.close.max(q.open + DAY));
        }
        if !self.hits(op, "hours") {
            return self.moment(from, to, place.offset, false);
        }
        let near = op.last_at + self.r.range(4, 95) * 60;
        if op.rank < 2 && self.r.chance(0.35) && near > from && near < to {
            return near.min(window().1);
        }
        let day = self.r.range(from / DAY, (to / DAY - 1).max(from / DAY));
        (day * DAY + op.hour * 3600 + self.r.range(0, 8 * 3600)).clamp(window().0, window().1)
    }

    /// Takes the name, schools and employers of a real engineer, who may be among the honest applicants.
    fn steal_life(&mut self, x: &mut Person, people: &mut [Person], housed: bool) {
        let mut source: Option<Person> = None;
        if self.r.chance(0.4) && !people.is_empty() {
            for _ in 0..60 {
                let j = self.r.below(people.len());
                let real = &mut people[j];
                let fits = real.fam == x.fam && real.jobs.len() >= 2 && real.place.country == "US";
                if fits && real.agency.is_none() && !real.oddities.iter().any(|o| matches!(*o, "victim" | "student" | "newcomer")) {
                    real.oddities.push("victim");
                    source = Some(real.clone());
                    break;
                }
            }
        }
        let real = match source {
            Some(real) => real,
            None => {
                let place = self.place_in("US");
                self.person_at(x.fam, 2, place, x.at)
            }
        };
        let now = month_of(x.at);
        x.name = real.name.clone();
        x.schools = real.schools.clone();
        x.certs = real.certs.clone();
        x.tools = real.tools.clone();
        let reuse = self.r.chance(0.33);
        let mut jobs = real.jobs.clone();
        for (i, job) in jobs.iter_mut().enumerate() {
            job.about = String::new();
            if reuse {
                job.lines = job.lines.iter().map(|l| reword(&mut self.r, self.p, l)).collect();
            } else {
                let n = if i == 0 { 5 } else { 3 };
                job.lines = self.lines(x.fam, &x.tools, job.end.unwrap_or(now) / 12, n);
            }
        }
        x.jobs = jobs;
        if !housed {
            x.place = real.place;
            x.home = if self.r.chance(0.4) { real.home.clone() } else { self.address(real.place) };
            x.ip = home_ip(&mut self.r, real.place);
        }
        x.emails = vec![self.mail(&x.name, x.place, None)];
        let phone = self.phone(x.place);
        self.set_phone(x, phone);
        for a in &mut x.accounts {
            // Some link the victim's own profile and cannot prove control of it.
            if self.r.chance(0.3)
                && let Some(theirs) = real.accounts.iter().find(|b| b.network == a.network)
            {
                *a = theirs.clone();
                a.control = one(&mut self.r, "failed|declined|untested|untested");
            } else {
                a.created = x.at / DAY - self.r.range(20, 900);
            }
        }
    }

    fn forge_career(&mut self, op: &Operation, which: usize, x: &mut Person, stolen: bool) {
        let now = month_of(x.at);
        if !stolen && self.hits(op, "skeleton") {
            let (schools, mut jobs) = self.r.pick(&op.banks[which].careers).clone();
            let wobble = [0, 1, 3, 2][op.rank];
            let swap = op.rank > 0 && self.r.chance(0.35);
            let swapped = self.r.below(jobs.len().max(1));
            for (i, job) in jobs.iter_mut().enumerate() {
                job.start += self.r.range(-wobble, wobble);
                job.end = job.end.map(|e| (e + self.r.range(-wobble, wobble)).min(now));
                if swap && i == swapped {
                    job.employer = self.employer("US", job.start / 12);
                }
                if op.rank > 0 {
                    job.about = String::new();
                    let n = if i == 0 { 5 } else { 3 };
                    job.lines = self.lines(x.fam, &x.tools, job.end.unwrap_or(now) / 12, n);
                }
                if op.rank > 1 {
                    job.title = self.title(x.fam, 3 + int(i));
                    job.city = x.place.city.to_string();
                }
            }
            let begin = jobs.last().map_or(now - 60, |j| j.start);
            x.schools = if op.rank == 0 { schools } else { vec![self.school("US", x.fam, begin / 12, false)] };
            x.jobs = jobs;
        }
        if !stolen && self.hits(op, "school") {
            x.schools = vec![op.school.clone()];
        }
        if !x.jobs.is_empty() && self.hits(op, "front") {
            let (name, about) = self.r.pick(&op.fronts).clone();
            let i = self.r.below(x.jobs.len());
            x.jobs[i].employer = name;
            x.jobs[i].about = match op.rank {
                0 => about,
                1 => reword(&mut self.r, self.p, &about),
                _ => String::new(),
            };
        }
    }

    /// One banked fact in the words that this style puts it in.
    fn say(&mut self, rank: usize, f: &Fact, line: &str) -> String {
        let p = self.p;
        let roll = self.r.below(100);
        match rank {
            0 if roll < 80 => line.to_string(),
            0 => reword(&mut self.r, p, line),
            1 if roll < 10 => line.to_string(),
            1 if roll < 70 => reword(&mut self.r, p, line),
            2 if roll < 6 => render_polished(&mut self.r, f),
            2 if roll < 14 => reword(&mut self.r, p, line),
            _ => render(&mut self.r, p, f),
        }
    }

    fn forge_words(&mut self, op: &Operation, which: usize, x: &mut Person) {
        let bank = &op.banks[which];
        let rate = op.rate("bank");
        if op.rank > 0 && self.r.chance(0.08) {
            self.polish(x, 0.8);
        }
        let mut order: Vec<usize> = (0..bank.lines.len()).collect();
        shuffle(&mut self.r, &mut order);
        for job in &mut x.jobs {
            for slot in &mut job.lines {
                if self.r.chance(rate)
                    && let Some((f, line)) = order.pop().and_then(|i| bank.lines.get(i))
                {
                    *slot = self.say(op.rank, f, line);
                }
            }
        }
        if self.r.chance(rate) {
            x.summary = match op.rank {
                0 => bank.summary.clone(),
                1 => reword(&mut self.r, self.p, &bank.summary),
                _ => x.summary.clone(),
            };
        }
        if self.r.chance(rate) {
            let (name, f, line) = self.r.pick(&bank.projects).clone();
            let name = if op.rank < 2 { name } else { format!("{}-{}", w(&mut self.r, &self.p.mids), w(&mut self.r, &self.p.mids)) };
            let said = self.say(op.rank, &f, &line);
            x.projects = vec![(name, said)];
        }
        if self.hits(op, "why") {
            x.why = if op.rank == 0 { op.why.clone() } else { reword(&mut self.r, self.p, &op.why) };
        }
        if self.hits(op, "early tool") {
            self.early_tool(x);
        }
        if self.r.chance([0.25, 0.25, 0.06, 0.04][op.rank]) {
            self.copy_advice(x);
        }
    }

    fn forge_contacts(&mut self, op: &mut Operation, x: &mut Person, farm: Option<&Spot>) {
        if let Some(spot) = farm {
            x.place = spot.place;
            x.home = retype(&mut self.r, &spot.home);
            if self.r.chance(0.5) {
                x.home.line2 = unit(&mut self.r);
            }
            x.shape = if self.r.chance(0.85) { 0 } else { 2 };
            x.ship_to = Some(spot.home.clone());
        }
        if self.hits(op, "phone pool") {
            let phone = self.r.pick(&op.phones).clone();
            let phone = if self.r.chance(0.5) { phone } else { phone.replace(['(', ')'], "").replace(' ', "-") };
            self.set_phone(x, phone);
        } else if self.hits(op, "phone block") {
            op.block.1 += self.r.range(1, 9);
            let digits = format!("{}{:04}", op.block.0, op.block.1 % 10_000);
            self.used.insert(digits.clone());
            let phone = self.typed(&digits);
            self.set_phone(x, phone);
        } else if self.r.chance([0.35, 0.35, 0.12, 0.05][op.rank]) {
            let phone = self.phone_elsewhere();
            self.set_phone(x, phone);
        }
        let (g, f) = (slug(&x.name.given), slug(&x.name.family));
        if self.hits(op, "alias") {
            let cut = 1 + self.r.below(op.inbox.0.len().max(2) - 1);
            let (head, tail) = op.inbox.0.split_at(cut.min(op.inbox.0.len()));
            let local = if self.r.chance(0.5) { format!("{head}.{tail}") } else { format!("{}+{g}", op.inbox.0) };
            x.emails = vec![format!("{}@gmail.com", local.trim_matches('.'))];
        } else if self.hits(op, "mail habit") {
            let n = self.r.range(11, 99);
            let local = match op.block.1 % 3 {
                0 => format!("{g}{f}.{}{n}", op.word),
                1 => format!("{g}.{}{n}", op.word),
                _ => format!("{}{g}{}{n}", op.word, f.chars().take(1).collect::<String>()),
            };
            x.emails = vec![format!("{local}@{}", op.inbox.1)];
        }
        if self.r.chance([0.05, 0.02, 0.0, 0.0][op.rank])
            && let Some((_, mail, _)) = op.members.last()
        {
            x.emails.push(mail.clone());
        }
        if let Some((name, domain)) = &op.agency {
            x.agency = Some((name.clone(), domain.clone()));
            x.channel = "agency";
            x.emails = vec![format!("{g}.{f}@{domain}")];
        }
    }

    fn forge_network(&mut self, op: &Operation, x: &mut Person, i: usize, farm: Option<&Spot>) {
        x.ip = home_ip(&mut self.r, x.place);
        if self.hits(op, "device") {
            let own = op.devices[(i / 4) % op.devices.len()].clone();
            x.device = if op.rank == 0 { self.r.pick(&op.devices).clone() } else { own };
        }
        let at_farm = self.hits(op, "farm line");
        match farm {
            Some(spot) if at_farm => x.net = Net::Fixed(spot.ips.clone()),
            _ if self.hits(op, "exits") => x.net = Net::Fixed(op.exits.clone()),
            _ if op.rank < 2 && self.r.chance(0.35) => x.net = Net::Vpn,
            _ if self.r.chance(0.05) => x.net = Net::Vpn,
            _ if self.r.chance(0.06) => x.net = Net::Mobile,
            _ if self.r.chance(0.03) => x.net = Net::Relay,
            _ => {}
        }
        if self.hits(op, "clock") {
            x.clock = Some(op.clock);
        }
        if self.r.chance([0.6, 0.6, 0.2, 0.05][op.rank]) {
            x.agent = op.agent;
        }
    }

    fn forge_profiles(&mut self, op: &Operation, x: &mut Person, rented: bool) {
        let today = x.at / DAY;
        let clustered = self.hits(op, "cluster");
        let young = op.rank < 2 && self.r.chance(0.6);
        let shared_code = self.hits(op, "trees");
        for a in &mut x.accounts {
            if rented {
                let until = today - self.r.range(5, 120);
                a.created = until - self.r.range(1500, 3800);
                a.dormant = Some((until - self.r.range(500, 1400), until));
                a.changed = vec!["headline", "employer", "photo"];
                if self.r.chance(0.3) {
                    a.changed.push("location");
                }
                continue;
            }
            if young {
                a.created = today - self.r.range(15, 700);
                a.connections = self.r.range(0, 140);
            }
            if clustered {
                a.created = (op.born + self.r.range(-12, 12)).min(today - 1);
                if self.r.chance(0.3) {
                    a.photo = op.photo.clone();
                }
            }
            if op.rank == 0
                && self.r.chance(0.12)
                && let Some((name, _, _)) = op.members.last()
            {
                a.former.push(name.clone());
                a.changed = vec!["name", "photo"];
            }
            if shared_code && a.network == "github" {
                a.trees.push((self.r.pick(&op.trees).clone(), false));
                if self.r.chance(0.4)
                    && let Some((_, mail, _)) = op.members.last()
                {
                    a.author_mails.push(mail.clone());
                }
            }
        }
    }

    fn forge_introductions(&mut self, op: &Operation, x: &mut Person) {
        if op.rank < 3 && self.r.chance(0.08) && !op.members.is_empty() && x.agency.is_none() {
            x.channel = "referral";
            x.referrer = self.r.pick(&op.members).0.clone();
        }
        if !self.r.chance(0.25) {
            return;
        }
        let culture = self.culture_for("US");
        let name = self.name(culture);
        let employer = x.jobs.first().map(|j| j.employer.clone()).unwrap_or_default();
        let mut referee = self.referee(&name, x.place, &employer);
        if self.hits(op, "referees") {
            if self.r.chance(0.6) || op.members.is_empty() {
                referee = self.r.pick(&op.referees).clone();
            } else {
                referee["phone"] = text(&self.r.pick(&op.members).2);
            }
        }
        x.referees.push(referee);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Writing it down

type Later = Vec<(i64, &'static str, Value)>;

fn address_value(a: &Address, shape: usize) -> Value {
    let mut m = Map::new();
    if shape == 0 {
        put(&mut m, "line1", text(&a.line1));
        if !a.line2.is_empty() {
            put(&mut m, "line2", text(&a.line2));
        }
    }
    put(&mut m, "city", text(&a.city));
    put(&mut m, "region", text(&a.region));
    if shape < 2 {
        put(&mut m, "postal_code", text(&a.zip));
    }
    put(&mut m, "country", text(&a.country));
    Value::Object(m)
}

fn profile_url(a: &Account) -> String {
    match a.network {
        "linkedin" => format!("https://www.linkedin.com/in/{}", a.handle),
        _ => format!("https://github.com/{}", a.handle),
    }
}

fn work_value(j: &Job, months: usize) -> Value {
    let mut m = Map::new();
    put(&mut m, "name", text(&j.employer));
    put(&mut m, "position", text(&j.title));
    put(&mut m, "startDate", Value::String(month_text(j.start, months)));
    if let Some(end) = j.end {
        put(&mut m, "endDate", Value::String(month_text(end, months)));
    }
    put(&mut m, "location", text(&j.city));
    if !j.about.is_empty() {
        put(&mut m, "summary", text(&j.about));
    }
    put(&mut m, "highlights", texts(&j.lines));
    Value::Object(m)
}

fn school_value(s: &School, months: usize) -> Value {
    json!({"institution": s.name, "area": s.area, "studyType": s.kind,
        "startDate": month_text(s.start, months), "endDate": month_text(s.end, months)})
}

fn skills_value(r: &mut Rng, tools: &[Tech]) -> Value {
    let names: Vec<&str> = tools.iter().map(|t| t.0).collect();
    let head = one(r, "Languages and frameworks|Main tools|Skills|Daily use|Technical");
    let also = one(r, "Also used|Platforms|Others|Some experience|Familiar with");
    let cut = names.len() / 2 + r.below(3);
    let (a, b) = names.split_at(cut.min(names.len()));
    json!([{"name": head, "keywords": a}, {"name": also, "keywords": b}])
}

fn resume_value(r: &mut Rng, x: &Person) -> Value {
    let title = x.jobs.first().map_or("Graduate", |j| j.title.as_str());
    let mut basics = Map::new();
    put(&mut basics, "name", text(&x.name.full));
    put(&mut basics, "label", text(title));
    put(&mut basics, "email", text(x.emails.last().map_or("", String::as_str)));
    put(&mut basics, "phone", text(&x.resume_phone));
    if !x.summary.is_empty() {
        put(&mut basics, "summary", text(&x.summary));
    }
    put(&mut basics, "location", json!({"city": x.home.city, "region": x.home.region, "countryCode": x.home.country}));
    let profiles: Vec<Value> = x.accounts.iter().map(|a| json!({"network": a.network, "username": a.handle, "url": profile_url(a)})).collect();
    put(&mut basics, "profiles", Value::Array(profiles));
    let mut m = Map::new();
    put(&mut m, "basics", Value::Object(basics));
    put(&mut m, "work", Value::Array(x.jobs.iter().map(|j| work_value(j, x.months)).collect()));
    put(&mut m, "education", Value::Array(x.schools.iter().rev().map(|s| school_value(s, x.months)).collect()));
    put(&mut m, "skills", skills_value(r, &x.tools));
    if !x.projects.is_empty() {
        let projects = x.projects.iter().map(|(name, line)| json!({"name": name, "description": line})).collect();
        put(&mut m, "projects", Value::Array(projects));
    }
    if !x.certs.is_empty() {
        let certs = x.certs.iter().map(|(name, month)| json!({"name": name, "date": month_text(*month, x.months)})).collect();
        put(&mut m, "certificates", Value::Array(certs));
    }
    let languages = x.languages.iter().map(|l| json!({"language": l, "fluency": one(r, "Native|Fluent|Professional|Working")})).collect();
    put(&mut m, "languages", Value::Array(languages));
    if !x.interests.is_empty() {
        put(&mut m, "interests", Value::Array(x.interests.iter().map(|i| json!({"name": i})).collect()));
    }
    Value::Object(m)
}

fn answers_value(r: &mut Rng, x: &Person) -> Value {
    let sponsorship = one(r, if x.sponsorship { "Yes|yes|Yes.|Y" } else { "No|no|No.|N/A" });
    let notice = one(r, "2 weeks|Immediately|two weeks|1 month|30 days|ASAP|4 weeks|After a short handover|3 months");
    let heard = one(r, "LinkedIn|Job board|A friend|Company website|Google|Indeed|Newsletter|Meetup|Former colleague");
    let salary = r.range(55, 215) * 1000;
    let mut out = vec![
        json!({"question": "Why do you want to work with us?", "answer": x.why}),
        json!({"question": "Will you now or in the future need sponsorship?", "answer": sponsorship}),
        json!({"question": "Notice period", "answer": notice}),
    ];
    if r.chance(0.6) {
        out.push(json!({"question": "Expected yearly pay", "answer": if r.chance(0.5) { count(r, salary) } else { "Negotiable".to_string() }}));
    }
    if r.chance(0.6) {
        out.push(json!({"question": "How did you hear about this job?", "answer": heard}));
    }
    Value::Array(out)
}

fn wrong(style: Option<&'static str>, rates: [f64; 4], honest: f64) -> f64 {
    STYLES.iter().position(|s| Some(*s) == style).and_then(|i| rates.get(i).copied()).unwrap_or(honest)
}

fn verdict(r: &mut Rng, denied: f64) -> &'static str {
    if r.chance(denied) {
        return one(r, "denied|mismatch|unable");
    }
    one(r, "confirmed|confirmed|confirmed|confirmed|confirmed|confirmed|confirmed|unable|pending")
}

impl Gen {
    fn ip_for(&self, r: &mut Rng, x: &Person) -> String {
        match &x.net {
            Net::Home => x.ip.clone(),
            Net::Vpn => r.pick(&self.vpn).clone(),
            Net::Relay => r.pick(&self.relay).clone(),
            Net::Mobile => r.pick(&self.mobile).clone(),
            Net::Fixed(ips) => r.pick(ips).clone(),
        }
    }

    fn clock_for(x: &Person, at: i64) -> i64 {
        x.clock.unwrap_or_else(|| offset_at(x.place, at))
    }

    fn submission(&self, r: &mut Rng, x: &Person, full: bool) -> Value {
        let q = &self.reqs[x.req];
        let department = self.p.families[q.fam].department;
        let location = if q.remote { format!("Remote ({})", q.place.country) } else { format!("{}, {}", q.place.city, q.place.region) };
        let mut m = Map::new();
        let req =
            json!({"id": q.id, "title": q.title, "department": department, "location": location, "country": q.place.country, "remote": q.remote});
        put(&mut m, "requisition", req);
        let mut name = Map::new();
        put(&mut name, "full", text(&x.name.full));
        put(&mut name, "given", text(&x.name.given));
        put(&mut name, "family", text(&x.name.family));
        if !x.name.preferred.is_empty() {
            put(&mut name, "preferred", text(&x.name.preferred));
        }
        if !x.name.former.is_empty() {
            put(&mut name, "former", texts(&x.name.former));
        }
        put(&mut m, "name", Value::Object(name));
        put(&mut m, "emails", texts(&x.emails));
        put(&mut m, "phones", texts(&x.phones));
        put(&mut m, "address", address_value(&x.home, x.shape));
        put(&mut m, "resume", resume_value(r, x));
        put(&mut m, "answers", answers_value(r, x));
        if !full {
            return Value::Object(m);
        }
        put(&mut m, "channel", text(x.channel));
        if let Some((name, domain)) = &x.agency {
            put(&mut m, "agency", json!({"name": name, "domain": domain}));
        }
        if !x.referrer.is_empty() {
            put(&mut m, "referrer", json!({"name": x.referrer}));
        }
        if !x.referees.is_empty() {
            put(&mut m, "references", Value::Array(x.referees.clone()));
        }
        let profiles: Vec<Value> = x.accounts.iter().map(|a| json!({"network": a.network, "url": profile_url(a)})).collect();
        put(&mut m, "profiles", Value::Array(profiles));
        if !x.declared.is_empty() {
            put(&mut m, "declared", Value::Object(x.declared.iter().map(|(k, v)| ((*k).to_string(), v.clone())).collect()));
        }
        let mut session = Map::new();
        put(&mut session, "ip", Value::String(self.ip_for(r, x)));
        put(&mut session, "user_agent", Value::String(user_agent(x.agent, x.at)));
        put(&mut session, "utc_offset_minutes", json!(Self::clock_for(x, x.at)));
        if r.chance(0.88) {
            put(&mut session, "device_id", text(&x.device));
        }
        put(&mut session, "at", Value::String(stamp(x.at - r.range(3, 900))));
        put(&mut m, "session", Value::Object(session));
        Value::Object(m)
    }

    fn snapshot(&self, r: &mut Rng, x: &Person, a: &Account) -> Value {
        let mut m = Map::new();
        put(&mut m, "network", text(a.network));
        put(&mut m, "url", Value::String(profile_url(a)));
        put(&mut m, "account_id", text(&a.id));
        put(&mut m, "handle", text(&a.handle));
        put(&mut m, "display_name", Value::String(format!("{} {}", x.name.given, x.name.family)));
        put(&mut m, "created_at", Value::String(date(a.created)));
        put(&mut m, "control", text(a.control));
        put(&mut m, "photo_hash", text(&a.photo));
        if !a.former.is_empty() {
            put(&mut m, "former_names", texts(&a.former));
        }
        if let Some((from, until)) = a.dormant {
            put(&mut m, "dormant_from", Value::String(date(from)));
            put(&mut m, "dormant_until", Value::String(date(until)));
        }
        if !a.changed.is_empty() {
            put(&mut m, "changed_after_dormancy", json!(a.changed));
        }
        let location = if a.place.is_empty() { x.place.city } else { a.place.as_str() };
        put(&mut m, "location", text(location));
        if a.network == "github" {
            let shared = |t: &(String, bool)| {
                let born = a.created + 20;
                json!({"name": format!("{}-{}", w(&mut Rng::new(hash(&t.0)), &self.p.mids), &t.0[..4]), "created_at": date(born),
                    "first_commit_at": date(born + 1), "tree_hashes": [t.0], "author_names": [x.name.full],
                    "author_emails": a.author_mails, "fork": t.1})
            };
            put(&mut m, "repositories", Value::Array(a.trees.iter().map(shared).collect()));
            return Value::Object(m);
        }
        put(&mut m, "connections", json!(a.connections));
        put(&mut m, "headline", text(x.jobs.first().map_or("Student", |j| j.title.as_str())));
        let mut positions = Vec::new();
        let missing = wrong(x.style, [0.35, 0.25, 0.1, 0.05], 0.07);
        for j in &x.jobs {
            if r.chance(missing) {
                continue;
            }
            let slip = if r.chance(0.07) { r.range(-2, 2) } else { 0 };
            let end = j.end.map_or(Value::Null, |e| Value::String(month_text(e, 0)));
            let mut position = json!({"employer": j.employer, "title": j.title, "start": month_text(j.start + slip, 0), "location": j.city});
            if !end.is_null() {
                position["end"] = end;
            }
            positions.push(position);
        }
        put(&mut m, "positions", Value::Array(positions));
        let schools = x.schools.iter();
        let education = schools.map(
            |s| json!({"institution": s.name, "area": s.area, "studyType": s.kind, "start": month_text(s.start, 1), "end": month_text(s.end, 1)}),
        );
        put(&mut m, "education", Value::Array(education.collect()));
        Value::Object(m)
    }

    /// Everything after the application.
    fn later(&self, r: &mut Rng, x: &Person) -> Later {
        let mut out: Later = Vec::new();
        for a in x.accounts.iter().filter(|a| a.seen) {
            let at = x.at + r.range(60, 3 * DAY);
            out.push((at, PROFILE, self.snapshot(r, x, a)));
        }
        if x.style.is_none() && r.chance(0.012) {
            let mut again = x.clone();
            again.phones = vec![fill(r, "+1 646 43# ####")];
            again.at = x.at + r.range(1, 9) * DAY;
            out.push((again.at, UPDATED, self.submission(r, &again, true)));
        }
        let chance = if x.style.is_some() { 0.13 } else { 0.09 };
        if !r.chance(chance) {
            return out;
        }
        let mut t = x.at + r.range(3, 16) * DAY;
        out.push((t, STAGE, json!({"from": "applied", "to": "interview"})));
        let rounds = r.range(1, 3);
        for round in 1..=rounds {
            t += r.range(2, 9) * DAY;
            out.push((t, INTERVIEW, self.interview(r, x, round, t)));
        }
        if self.p.families[x.fam].eng && r.chance(0.4) {
            out.push((t + DAY, TEST, test_value(r, x)));
        }
        if !r.chance(0.4) {
            return out;
        }
        t += r.range(2, 6) * DAY;
        self.checks(r, x, t, &mut out);
        if r.chance(0.4) {
            let start = t + r.range(6, 20) * DAY;
            self.first_weeks(r, x, start, &mut out);
        }
        out
    }

    fn interview(&self, r: &mut Rng, x: &Person, round: i64, at: i64) -> Value {
        let onsite = !self.reqs[x.req].remote && round > 1;
        let signs: [(&str, [f64; 4], f64); 10] = [
            ("camera_refused", [0.25, 0.15, 0.06, 0.01], 0.02),
            ("person_differs", [0.12, 0.07, 0.04, 0.01], 0.002),
            ("reading_answers", [0.30, 0.22, 0.12, 0.05], 0.03),
            ("other_voices", [0.22, 0.12, 0.04, 0.01], 0.02),
            ("virtual_camera", [0.10, 0.10, 0.06, 0.02], 0.01),
            ("place_unknown", [0.20, 0.15, 0.08, 0.02], 0.02),
            ("in_person_declined", [0.25, 0.20, 0.15, 0.10], 0.01),
            ("other_persona_visible", [0.07, 0.03, 0.01, 0.0], 0.0),
            ("moved_off_platform", [0.06, 0.04, 0.02, 0.0], 0.004),
            ("liveness_passed", [0.05, 0.08, 0.12, 0.16], 0.16),
        ];
        let mut observations = Vec::new();
        for (code, rates, honest) in signs {
            if !onsite && r.chance(wrong(x.style, rates, honest)) {
                let camera = code == "camera_refused";
                let outcome = one(r, if camera { "observed|observed|unsure|accommodated" } else { "observed" });
                observations.push(json!({"code": code, "outcome": outcome}));
            }
        }
        if onsite {
            observations.push(json!({"code": "in_person_met", "outcome": "observed"}));
        }
        let weak = wrong(x.style, [0.45, 0.35, 0.22, 0.10], 0.15);
        let mut questions = Vec::new();
        for n in 1..=r.range(2, 4) {
            let about = if x.jobs.is_empty() { String::new() } else { r.pick(&x.jobs).employer.clone() };
            let outcome = if r.chance(weak) { one(r, "wrong|unable|partial") } else { "correct" };
            questions.push(
                json!({"id": format!("q{n}"), "prompt": format!("What was hard about your work at {about}?"), "about": about, "outcome": outcome}),
            );
        }
        let slipped = r.chance(wrong(x.style, [0.3, 0.18, 0.08, 0.02], 0.02));
        let place = if slipped { one(r, "Dallas|Miami|Vancouver|New Jersey|Arizona|Ohio") } else { x.place.city };
        let employers: Vec<&str> = x.jobs.iter().take(2).map(|j| j.employer.as_str()).collect();
        let mut m = Map::new();
        put(&mut m, "round", json!(round));
        put(&mut m, "medium", text(if onsite { "onsite" } else { one(r, "video|video|video|phone") }));
        put(&mut m, "interviewer", Value::String(format!("interviewer-{:02}", r.range(1, 40))));
        put(&mut m, "at", Value::String(stamp(at)));
        put(&mut m, "observations", Value::Array(observations));
        put(&mut m, "questions", Value::Array(questions));
        put(&mut m, "claims", json!({"location": place, "employers": employers, "name": x.name.full}));
        if !onsite {
            let join = json!({"ip": self.ip_for(r, x), "display_name": x.name.given, "account_email": x.emails[0],
                "utc_offset_minutes": Self::clock_for(x, at)});
            put(&mut m, "join", join);
        }
        Value::Object(m)
    }

    fn checks(&self, r: &mut Rng, x: &Person, at: i64, out: &mut Later) {
        let denied = wrong(x.style, [0.45, 0.35, 0.2, 0.06], 0.01);
        if let Some(s) = x.schools.first() {
            let result = verdict(r, denied);
            out.push((
                at + DAY,
                CHECK,
                json!({"kind": "education", "provider": "edu-desk", "channel": "independent", "outcome": result, "about": {"institution": s.name}}),
            ));
        }
        for j in x.jobs.iter().take(2) {
            let channel = if r.chance(0.75) { "independent" } else { "candidate_supplied" };
            let rate = if channel == "independent" { denied } else { denied / 6.0 };
            let result = verdict(r, rate);
            let day = r.range(1, 6);
            out.push((
                at + day * DAY,
                CHECK,
                json!({"kind": "employment", "channel": channel, "outcome": result, "about": {"employer": j.employer}}),
            ));
        }
        let mismatch = wrong(x.style, [0.3, 0.2, 0.12, 0.04], 0.01);
        let result = verdict(r, mismatch);
        let mut seed = Rng::new(hash(&x.id));
        let identity =
            json!({"name": x.name.full, "country": x.place.country, "document_hash": hex(&mut seed, 24), "photo_hash": hex(&mut seed, 16)});
        out.push((
            at + 2 * DAY,
            CHECK,
            json!({"kind": "identity", "provider": "id-desk", "channel": "independent", "outcome": result, "identity": identity}),
        ));
    }

    fn first_weeks(&self, r: &mut Rng, x: &Person, at: i64, out: &mut Later) {
        let newcomer = x.oddities.contains(&"newcomer");
        let mut ship = x.home.clone();
        let moved = r.chance(wrong(x.style, [0.6, 0.6, 0.5, 0.3], 0.06));
        if moved {
            ship = x.ship_to.clone().unwrap_or_else(|| {
                let mut other = x.home.clone();
                other.line1 = format!("{} {} Road", r.range(4, 900), w(r, &self.p.streets));
                other
            });
        }
        let odd_pay = r.chance(wrong(x.style, [0.6, 0.45, 0.3, 0.12], if newcomer { 0.4 } else { 0.03 }));
        let kind = if odd_pay { one(r, "transfer_service|prepaid") } else { "bank" };
        let payee = json!({"account_hash": hex(r, 24), "holder_name": x.name.full, "kind": kind});
        let home = address_value(&x.home, 0);
        let form = json!({"legal_name": x.name.full, "address": home, "ship_to": address_value(&ship, 0), "phone": x.phones[0], "payee": payee});
        out.push((at, ONBOARDING, form));
        let serial = format!("HW{}", hex(r, 8).to_uppercase());
        let mut carrier = vec![json!({"code": "delivered", "at": stamp(at + 4 * DAY), "place": ship.city})];
        if r.chance(wrong(x.style, [0.3, 0.25, 0.12, 0.04], 0.015)) {
            carrier.insert(0, json!({"code": "redirected", "at": stamp(at + 3 * DAY), "place": ship.city}));
        }
        out.push((at + 5 * DAY, SHIPPED, json!({"device_serial": serial, "ship_to": address_value(&ship, 0), "carrier_events": carrier})));
        for day in [6, 7, 9, 12] {
            let t = at + day * DAY + r.range(0, 8 * 3600);
            let line = json!({"at": stamp(t), "ip": self.ip_for(r, x), "device_id": serial, "utc_offset_minutes": Self::clock_for(x, t), "outcome": "success", "country": x.place.country});
            out.push((t, SIGNIN, line));
        }
        let remote = r.chance(wrong(x.style, [0.6, 0.5, 0.35, 0.15], 0.02));
        let tool = one(r, "AnyDesk|RustDesk|TeamViewer|Chrome Remote Desktop");
        let mut software = vec!["Slack", "Zoom", "Visual Studio Code"];
        if remote {
            software.push(tool);
        }
        let usb = if remote && x.style.is_some() && r.chance(0.3) {
            json!([{"vendor_id": "1d6b", "product_id": "0104", "manufacturer": "tinypilot", "product": "Multifunction USB Device"}])
        } else {
            json!([{"vendor_id": "046d", "product_id": "c548", "manufacturer": "Logitech", "product": "USB Receiver"}])
        };
        let t = at + 8 * DAY;
        let delay = if remote { r.range(60, 190) } else { r.range(5, 22) };
        let seen = json!({"at": stamp(t), "device_serial": serial, "public_ip": x.ip, "software": software, "usb": usb,
            "input_latency_ms": {"p50": delay, "p95": delay * 3, "samples": 400}});
        out.push((t, ENDPOINT, seen));
    }

    fn emit(&mut self, people: &[Person], full: bool) -> World {
        let mut numbers: Vec<usize> = (1..=people.len()).collect();
        shuffle(&mut self.r, &mut numbers);
        let mut raw: Vec<(i64, String, &'static str, String)> = Vec::with_capacity(people.len() * 2);
        let mut truth: Vec<Truth> = Vec::with_capacity(people.len());
        for (x, n) in people.iter().zip(numbers) {
            let candidacy = format!("c-{n:06}");
            // Two streams, so that the application is the same whatever is written after it.
            let (mut first, mut second) = (self.r.fork(), self.r.fork());
            let data = self.submission(&mut first, x, full);
            raw.push((x.at, candidacy.clone(), SUBMITTED, data.to_string()));
            if full {
                for (t, kind, value) in self.later(&mut second, x) {
                    if t <= window().1 {
                        raw.push((t, candidacy.clone(), kind, value.to_string()));
                    }
                }
            }
            let mut oddities = x.oddities.clone();
            oddities.sort_unstable();
            oddities.dedup();
            truth.push(Truth { candidacy, person: x.id.clone(), operation: x.operation.clone(), style: x.style, oddities });
        }
        truth.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
        raw.sort();
        let events = raw.into_iter().enumerate().map(|(i, (t, subject, kind, data))| {
            format!(
                "{{\"specversion\":\"1.0\",\"id\":\"e-{:07}\",\"source\":\"/world/careers\",\"type\":\"{kind}\",\"subject\":\"{subject}\",\"time\":\"{}\",\"datacontenttype\":\"application/json\",\"data\":{data}}}",
                i + 1,
                stamp(t)
            )
        });
        World { events: events.collect(), truth }
    }
}

fn test_value(r: &mut Rng, x: &Person) -> Value {
    let bursts = if r.chance(wrong(x.style, [0.4, 0.3, 0.2, 0.1], 0.08)) { r.range(3, 12) } else { r.range(0, 2) };
    let second = r.chance(wrong(x.style, [0.1, 0.06, 0.03, 0.01], 0.004));
    json!({"kind": "take_home", "score": r.range(45, 100), "telemetry": {"paste_bursts": bursts, "focus_losses": r.range(0, 9), "second_session": second}})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let (a, b) = (build(7, 150, 30, Fields::All), build(7, 150, 30, Fields::All));
        assert_eq!(a.events, b.events);
        assert_ne!(a.events, build(8, 150, 30, Fields::All).events);
    }

    #[test]
    fn every_candidacy_has_an_application_and_a_truth() {
        for fields in [Fields::All, Fields::ContactResume] {
            let world = build(3, 200, 40, fields);
            let mut applied: Vec<String> = Vec::new();
            for line in &world.events {
                let event: Value = serde_json::from_str(line).unwrap_or(Value::Null);
                assert!(event["data"].is_object(), "{line}");
                if event["type"] == SUBMITTED {
                    applied.push(event["subject"].as_str().unwrap_or("").to_string());
                }
            }
            applied.sort();
            let known: Vec<String> = world.truth.iter().map(|t| t.candidacy.clone()).collect();
            assert_eq!(applied, known);
            let personas: BTreeSet<&str> = world.truth.iter().filter(|t| t.style.is_some()).map(|t| t.person.as_str()).collect();
            assert_eq!(personas.len(), 40);
        }
    }

    #[test]
    fn dates_are_right() {
        assert_eq!(stamp(days_of(2025, 2, 28) * DAY + 3661), "2025-02-28T01:01:01Z");
        assert_eq!(civil(days_of(2024, 2, 29)), (2024, 2, 29));
        assert_eq!(days_of(1970, 1, 1), 0);
    }
}
