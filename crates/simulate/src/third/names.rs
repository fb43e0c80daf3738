//! Names by culture. The pools and their weights are those of the second style of worlds, made longer, so that thirty thousand people do not
//! become each other's namesakes. Personas draw from the same pools with the same weights.

use crate::Rng;

/// Weight | countries | given names | second parts of given names (or none) | family names.
const POOLS: &[&str] = &[
    "34|US CA GB|James Emily Robert Hannah Kevin Laura Brian Megan Scott Rachel Tyler Courtney Derek Paige Logan Brooke Trevor Jenna Wesley \
     Alison Grant Holly Dustin Kelsey Colin Abigail Marcus Natalie Spencer Audrey Philip Joanna Keith Bethany Adam Alan Allison Amber Amy Andrew \
     Angela Anthony Ashley Austin Benjamin Beth Blake Bradley Brandon Caitlin Caleb Cameron Carl Caroline Catherine Chad Charles Chelsea \
     Christine Christopher Claire Cody Craig Crystal Curt Daniel David Dennis Donna Douglas Dylan Elizabeth Ellen Eric Erin Ethan Evan Frank \
     Gary Gavin George Glenn Gregory Haley Heather Heidi Henry Ian Jack Jacob Jared Jason Jeffrey Jennifer Jeremy Jessica Jill Joel John \
     Jonathan Jordan Joseph Joshua Julie Justin Karen Katherine Kyle Lauren Leslie Lindsay Lisa Lori Lucas Lynn Madeline Margaret Mark Martha \
     Mary Matthew Melissa Michael Michelle Mitchell Molly Morgan Nancy Nathan Neil Nicholas Nicole Noah Owen Pamela Patrick Paul Peter Rebecca \
     Richard Russell Ryan Samantha Samuel Sarah Sean Seth Shannon Stephanie Stephen Steven Susan Tara Taylor Thomas Timothy Todd Travis Valerie \
     Victoria Vincent Walter Whitney William Zachary||Smith Johnson Miller Davis Wilson Brown Taylor Clark Whitfield Harmon Caldwell Prescott \
     Langley Bowers Decker Hollis Mercer Stratton Kimball Thornton Pruitt Ashford Barlow Conway Dalton Easton Garrett Hadley Ingram Keating \
     Lockhart Maddox Norwood Ogden Pratt Rowland Shelton Tillman Vance Walden Yates Burke Kerrigan Sheehan Macrae Lindqvist Abbott Adams \
     Aldrich Allen Anderson Archer Armstrong Atkins Bailey Baker Ballard Barker Barrett Bartlett Baxter Bell Bennett Benson Berg Bishop Blair \
     Bond Booth Boyd Bradford Brady Briggs Brooks Bryant Buckley Burns Butler Callahan Campbell Carlson Carpenter Carroll Carter Casey Chandler \
     Chapman Chase Christensen Cole Collins Cook Cooper Cox Craig Crawford Cross Cunningham Curtis Daniels Davenport Dawson Dean Dixon Donovan \
     Doyle Drake Duncan Dunn Edwards Elliott Ellis Erickson Evans Farmer Fields Fisher Fitzgerald Fletcher Ford Foster Fowler Fox Frost Fuller \
     Gallagher Gardner Gibson Gilbert Goodwin Gordon Graham Graves Gray Greene Griffin Hale Hall Hamilton Hansen Harding Harper Harrington \
     Harris Hart Harvey Hayes Henderson Higgins Hill Hoffman Holland Holmes Hopkins Houston Howard Hubbard Hudson Hughes Hunt Jacobs Jenkins \
     Jensen Kane Kelley Kennedy Kirby Klein Lambert Larson Lawson Leonard Logan Lowe Lynch Manning Marsh Marshall Mason Matthews McBride McCoy \
     McDonald McKenna Meyer Moody Morris Morrison Murphy Myers Nash Nelson Newman Nolan Olson Owens Page Palmer Parker Patterson Payne Perkins \
     Phillips Porter Powell Price Quinn Ramsey Reed Reynolds Rhodes Richards Riley Rogers Rowe Ryan Sanders Sawyer Schultz Sharp Shaw Sherman \
     Simpson Snyder Stanley Stevens Stewart Stokes Stone Sutton Swanson Thompson Turner Underwood Vaughn Wagner Walker Walsh Ward Warner Watson \
     Webb Weber Weiss Wheeler Willis Winters Wolfe Woodard Wright Young",
    "6|US|Jamal Keisha Darnell Imani Terrence Latoya Andre Monique Malik Tanisha Reggie Ebony Damon Jasmine Curtis Simone Aaliyah Alicia Calvin \
     Carlton Cedric Deja Demetrius Desmond Dominique Elijah Gloria Isaiah Janelle Jerome Kendra Lamar Leon Marquis Maurice Nia Raven Rodney \
     Shanice Tamika Tiffany Trina Tyrone Xavier||Washington Jefferson Booker Freeman Gaines Mosley Pettway Rollins Tibbs Whitlock Dupree Battle \
     Hairston Coleman Banks Sykes Alston Bolden Braxton Broadnax Chatman Covington Dorsey Fields Gadson Gaither Grimes Hightower Hooks Jernigan \
     Jones Lyles Mack McKnight Merriweather Pinkney Randolph Ruffin Singletary Spann Stallworth Tolbert Vickers Wiggins Williams Witherspoon",
    "11|MX US|Luis María Carlos Sofía Diego Valentina Javier Camila Andrés Lucía Mateo Daniela Rubén Paola Hugo Ximena Iván Adriana Óscar \
     Marisol Alejandro Ana Antonio Beatriz Brenda Claudia Cristina Eduardo Elena Emilio Enrique Esteban Fernando Gabriela Gerardo Guadalupe \
     Héctor Ignacio Isabel Jesús Jorge José Juan Laura Leticia Manuel Marco Mariana Mario Martín Miguel Mónica Natalia Pablo Patricia Pedro \
     Ricardo Roberto Rocío Rosa Salvador Sergio Silvia Teresa Tomás Verónica Víctor Yolanda||García Hernández Martínez López Ramírez Flores \
     Torres Rivera Castillo Ortega Salazar Cárdenas Montoya Villarreal Escobedo Quiroga Benítez Zamora Arriaga Peralta Sandoval Mendieta Acosta \
     Aguilar Álvarez Barrera Cabrera Calderón Campos Cervantes Chávez Contreras Córdova Cortés Delgado Díaz Domínguez Espinoza Estrada Figueroa \
     Fuentes Gallegos Gómez González Guerrero Gutiérrez Ibarra Jiménez Juárez Lara León Luna Maldonado Medina Mejía Méndez Molina Morales Moreno \
     Navarro Núñez Ochoa Padilla Palacios Peña Pineda Ramos Ríos Robles Rojas Romero Rosales Ruiz Sánchez Serrano Solís Soto Suárez Trejo \
     Valdez Vargas Vázquez Vega Velasco",
    "16|IN US|Aarav Priya Rohan Ananya Vikram Sneha Arjun Kavya Sanjay Meera Rahul Divya Nikhil Pooja Karthik Lakshmi Imran Ayesha Suresh \
     Nandini Harish Shruti Faisal Zainab Abhishek Aditya Ajay Akash Amit Anil Anjali Ankit Anuj Aparna Archana Arvind Ashwin Bhavna Chetan \
     Deepak Deepika Dinesh Gaurav Geeta Gopal Hemant Isha Jyoti Kiran Krishna Kunal Madhuri Mahesh Manish Manoj Mohan Mukesh Naveen Neha Nisha \
     Pankaj Pavan Prakash Pranav Prasad Preeti Rajesh Rakesh Ramesh Ranjit Rashmi Ravi Rekha Ritu Rohit Sachin Sameer Sandeep Sangeeta Santosh \
     Shalini Shreya Siddharth Sonal Srinivas Sunil Swati Tarun Uday Varun Vidya Vijay Vinay Vishal Vivek Yash||Sharma Patel Reddy Iyer Nair \
     Gupta Verma Rao Menon Kulkarni Joshi Chatterjee Banerjee Deshpande Pillai Choudhary Khan Siddiqui Qureshi Malhotra Kapoor Bhatt Gowda \
     Subramanian Naidu Mishra Agarwal Ahuja Anand Arora Bajaj Bansal Bhargava Bhattacharya Bose Chandra Chauhan Chawla Chopra Das Desai Dixit \
     Dubey Dutta Garg Ghosh Goel Hegde Jain Jha Kamath Kaul Khanna Krishnan Kumar Kurian Mahajan Mathur Mehta Mittal Modi Mukherjee Murthy Nanda \
     Narayanan Pandey Parekh Pathak Prasad Purohit Raghavan Raman Rastogi Rathore Roy Sahni Saxena Sengupta Seth Shah Shetty Shukla Singh Sinha \
     Srivastava Tandon Thakur Tiwari Trivedi Varma Venkatesan Vyas Yadav",
    "9|US CA GB|Wei Jing Hao Xin Yang Mei Jun Lin Tao Yu Bo Xiao Chen Ying Zhi Jia Peng Si Kai Ruo Hong Hui Jian Li Ming Qing Rui Shu Ting Wen \
     Yan Yi Zi|ting yu hao yi qi xi wei jun ming xuan han lin jie yang bo hua ning rui fan tong|Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou \
     Xu Sun Ma Zhu Hu Guo He Lin Luo Zheng Liang Song Tang Deng Feng Cao Cai Cheng Cui Dai Ding Dong Du Fan Fang Fu Gao Gong Han Hou Jiang Jin \
     Kong Lei Lu Meng Pan Peng Qian Qin Ren Shen Shi Su Tan Tian Wei Xia Xiao Xie Xiong Yan Yao Ye Yin Yu Yuan Zeng Zhong Zou",
    "4|US CA|Min Seo Ji Hyun So Dong Eun Sung Yu Tae Ha Jae Kyung Sang Young Ye|jun yeon hoon woo hee min hyun seok jin ah ra kyu won soo \
     ho|Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Seo Kwon Hwang Ahn Song Yoo Hong Jeon Ko Moon Yang Son Bae Baek Heo Nam Noh Oh",
    "3|US|Minh Linh Tuan Huong Duc Thao Khanh Trang Quang Ngoc Hieu Vy An Anh Bao Binh Chi Dung Giang Hai Hanh Hoa Hung Lan Long Mai Nam Nga \
     Nhung Phong Phuong Son Tam Thanh Thu Tien Trung Tu Vinh Yen||Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Ngo Duong Ly Dinh Doan Lam Mai \
     Truong Trinh Cao Chau Luong Huynh Vo Ta",
    "7|PL DE US|Oleksandr Olena Dmytro Iryna Piotr Agnieszka Tomasz Katarzyna Andriy Natalia Maksym Yulia Łukasz Magdalena Serhii Kateryna Artem \
     Daria Adam Alicja Anna Bartosz Dawid Dorota Ewa Filip Grzegorz Jakub Jan Joanna Kamil Karolina Krzysztof Maciej Marcin Marta Michał Monika \
     Paweł Rafał Sylwia Szymon Wojciech Zuzanna Bohdan Ihor Mykola Oksana Roman Taras||Kovalenko Shevchuk Bondarenko Tkachenko Nowak Kowalczyk \
     Wiśniewski Zieliński Lysenko Melnyk Kravchuk Petrenko Wójcik Kamiński Savchenko Ivashchenko Sokolov Morozov Adamczyk Bielak Borkowski Czajka \
     Dudek Gajewski Górski Jabłoński Janik Kaczmarek Kalinowski Kołodziej Kozak Krawiec Kubiak Lis Majewski Malinowski Marchenko Mazur Michalak \
     Moroz Olszewski Ostrowski Pawlak Pietrzak Polishchuk Rudenko Sawicki Sikora Stępień Szulc Urban Walczak Wilk Zając Zawadzki",
    "4|US GB DE|Omar Layla Youssef Nour Karim Salma Hassan Yasmin Mehdi Shirin Emre Zeynep Tarek Rania Ali Amina Bilal Dina Elif Farah Hamza \
     Huda Ibrahim Kerem Khalid Leila Mariam Mustafa Nadia Reza Sami Sara Selin Tamer Walid Zahra||Haddad Mansour Khalil Farouk Rahimi Tehrani \
     Yılmaz Demir Aydin Saleh Nasser Hosseini Karimi Sayegh Abbas Ahmadi Aksoy Arslan Aziz Bakr Çelik Doğan Ebrahimi Fahmy Gamal Habibi Hamdan \
     Ismail Jaber Kaya Moradi Najjar Osman Polat Qasim Rashid Sabbagh Şahin Shaheen Taha Yousef Zaki",
    "4|NG GB US|Chidi Ngozi Emeka Adaeze Tunde Folake Kwame Akosua Ifeanyi Amara Wanjiru Kamau Segun Bukola Abena Ama Ayodele Bolanle Chinedu \
     Chioma Dayo Efua Femi Funmi Ikenna Kemi Kofi Nneka Obinna Ola Sade Temitope Uchenna Yaw||Okafor Adeyemi Eze Balogun Mensah Owusu Nwosu \
     Abiola Ogunleye Mwangi Otieno Asante Okonkwo Uche Achebe Adebayo Afolabi Agyeman Ajayi Akinola Amoah Anyanwu Appiah Bello Boateng Danso \
     Ekwueme Fashola Ibrahim Kariuki Njoroge Nwachukwu Obi Odhiambo Ogbonna Oladipo Onyango Osei Quaye Sarpong",
    "4|BR US|Rafael Juliana Thiago Fernanda Bruno Larissa Gustavo Beatriz Leandro Priscila Caio Tatiane Renato Joana Aline André Bruna Camila \
     Daniel Débora Eduardo Fábio Felipe Gabriela Guilherme Helena Igor Isabela João Leonardo Letícia Lucas Luana Marcelo Mariana Murilo Otávio \
     Patrícia Rodrigo Vinícius||Silva Santos Oliveira Souza Pereira Carvalho Almeida Ribeiro Barbosa Teixeira Moreira Cavalcanti Figueiredo \
     Azevedo Alves Andrade Araújo Batista Borges Cardoso Castro Correia Costa Cunha Dias Duarte Fernandes Ferreira Fonseca Freitas Gomes Lima \
     Lopes Machado Martins Melo Mendes Monteiro Nascimento Nogueira Pinto Ramos Rocha Vieira",
    "4|DE US|Lukas Anna Jonas Lena Felix Katrin Matthias Julia Jürgen Sabine Pieter Femke Stefan Miriam Andreas Anja Bernd Birgit Christian \
     Claudia Dirk Eva Florian Hanna Jan Jana Jens Johannes Kerstin Lars Markus Martin Nadine Nils Oliver Ralf Silke Simon Sven Tanja||Müller \
     Schneider Fischer Weber Becker Hoffmann Krüger Vogel Brandt Seidel Bakker Visser Smit Hendriks Lehmann Winkler Albrecht Arnold Bauer \
     Bergmann Böhm Busch Dietrich Engel Franke Friedrich Graf Groß Günther Haas Hahn Hartmann Heinrich Horn Huber Jansen Jung Keller Koch Köhler \
     König Kraft Kuhn Lang Lorenz Maier Neumann Otto Peters Pohl Richter Roth Sauer Schmidt Schröder Schulz Sommer Voigt Wolff Ziegler",
    "2|PH US|Jerome Angelica Mark Kristine Paolo Maricel Rommel Joy Jericho Liezel Aileen Arnel Bernadette Carlo Cherry Christian Dennis Divine \
     Edwin Gina Jasper Jocelyn Kim Lea Marvin Nestor Reynaldo Rhea Rowena Vincent||Reyes Bautista Villanueva Aquino Mendoza Santiago Pascual \
     Manalo Dizon Tolentino Abad Alonzo Castro Cruz Custodio Dela-Cruz Domingo Evangelista Ferrer Garcia Gonzales Ignacio Lacson Lim Magbanua \
     Mercado Ocampo Panganiban Ramos Salvador",
    "6|US CA GB|Noam Tamar Eitan Shira Antoine Camille Mathieu Élodie Marco Giulia Luca Chiara Julien Margaux Haruto Yui Kenji Aiko Daichi \
     Misaki Yonatan Miriam Ari Dalia Alessandro Bastien Elisa Federica Hiroshi Lorenzo Nicolas Pauline Sakura Simone Takumi Yael||Levi Cohen \
     Mizrahi Friedman Katz Shapiro Moreau Lefèvre Girard Rossi Bianchi Ferrari Ricci Dubois Fontaine Marchetti Sato Suzuki Takahashi Watanabe \
     Nakamura Kobayashi Rosenberg Peretz Bernard Colombo Conti Durand Esposito Fournier Gallo Garnier Greco Hayashi Ito Kato Kimura Laurent Leroy \
     Mancini Mori Okada Petit Rousseau Roux Tanaka Yamamoto",
];

/// A pool of names.
pub(super) struct Pool {
    weight: usize,
    pub countries: Vec<&'static str>,
    given: Vec<&'static str>,
    second: Vec<&'static str>,
    family: Vec<&'static str>,
}

/// A name as its owner writes it.
#[derive(Clone)]
pub(super) struct Name {
    pub given: String,
    pub middle: String,
    pub family: String,
    pub shows_middle: bool,
    pub former_family: String,
}

impl Name {
    pub(super) fn full(&self) -> String {
        if self.shows_middle { format!("{} {}. {}", self.given, initial(&self.middle), self.family) } else { self.plain() }
    }

    pub(super) fn plain(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// As identity documents have it.
    pub(super) fn legal(&self) -> String {
        format!("{} {} {}", self.given, self.middle, self.family)
    }

    pub(super) fn former(&self) -> String {
        format!("{} {}", self.given, self.former_family)
    }
}

fn initial(text: &str) -> String {
    text.chars().take(1).collect()
}

/// All pools, parsed.
pub(super) fn pools() -> Vec<Pool> {
    let mut list = Vec::new();
    for row in POOLS {
        let parts: Vec<&'static str> = row.split('|').collect();
        if let [weight, countries, given, second, family] = parts.as_slice() {
            list.push(Pool {
                weight: weight.trim().parse::<usize>().unwrap_or(1),
                countries: countries.split_whitespace().collect(),
                given: given.split_whitespace().collect(),
                second: second.split_whitespace().collect(),
                family: family.split_whitespace().collect(),
            });
        }
    }
    list
}

/// The number of a pool, by weight.
pub(super) fn culture(rng: &mut Rng, pools: &[Pool]) -> usize {
    let total: usize = pools.iter().map(|pool| pool.weight).sum();
    let mut left = rng.below(total);
    for (index, pool) in pools.iter().enumerate() {
        if left < pool.weight {
            return index;
        }
        left -= pool.weight;
    }
    0
}

fn given(rng: &mut Rng, pool: &Pool) -> String {
    let first = *rng.pick(&pool.given);
    if pool.second.is_empty() || rng.chance(0.3) { first.to_string() } else { format!("{first}{}", rng.pick(&pool.second)) }
}

/// A name of this pool; one family name in eight comes from another pool (mixed families, marriage).
pub(super) fn name(rng: &mut Rng, pools: &[Pool], culture: usize) -> Name {
    let pool = &pools[culture];
    let family_pool = if rng.chance(0.12) { &pools[rng.below(pools.len())] } else { pool };
    let first = *rng.pick(&family_pool.family);
    let doubled = if pool.countries.contains(&"MX") { 0.3 } else { 0.03 };
    let family = if rng.chance(doubled) { format!("{first}-{}", rng.pick(&family_pool.family)) } else { first.to_string() };
    Name {
        given: given(rng, pool),
        middle: given(rng, pool),
        family,
        shows_middle: pool.second.is_empty() && rng.chance(0.08),
        former_family: (*rng.pick(&pool.family)).to_string(),
    }
}
