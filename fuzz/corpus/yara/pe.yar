import "pe"
rule b { condition: pe.number_of_sections > 3 }