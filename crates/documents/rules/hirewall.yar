/*
   Our own rules: what the parsers do not name. Each says how much it matters (`dangerous` or `suspicious`) and where it is described.
   Whatever is matched here is shown to security; it never touches a score.
*/

rule eicar_test_file {
    meta:
        severity = "dangerous"
        source = "https://www.eicar.org/download-anti-malware-testfile/"
    strings:
        $a = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    condition:
        $a
}

rule encoded_powershell {
    meta:
        severity = "dangerous"
        source = "https://attack.mitre.org/techniques/T1059/001/"
    strings:
        $shell = "powershell" ascii wide nocase
        $code = /-e(nc|ncodedcommand|c)?\s+[A-Za-z0-9+\/=]{60,}/ ascii wide nocase
    condition:
        $shell and $code
}

rule fetches_and_runs {
    meta:
        severity = "dangerous"
        source = "https://lolbas-project.github.io/"
    strings:
        $a = /mshta(\.exe)?"?\s+("|')?(https?:|vbscript:|javascript:)/ ascii wide nocase
        $b = /regsvr32(\.exe)?\s.{0,40}\/i:https?:/ ascii wide nocase
        $c = /certutil(\.exe)?\s.{0,40}-urlcache\s.{0,40}https?:/ ascii wide nocase
        $d = /bitsadmin(\.exe)?\s.{0,40}\/transfer\s.{0,60}https?:/ ascii wide nocase
        $e = /rundll32(\.exe)?\s.{0,20}javascript:/ ascii wide nocase
        $f = /(iex|invoke-expression)\s*\(?\s*\(?\s*(new-object\s+net\.webclient|iwr|invoke-webrequest|irm)/ ascii wide nocase
    condition:
        any of them
}

rule shell_to_elsewhere {
    meta:
        severity = "dangerous"
        source = "https://attack.mitre.org/techniques/T1059/004/"
    strings:
        $a = /bash\s+-i\s+>&\s*\/dev\/tcp\/[0-9.]+\/[0-9]+/ nocase
        $b = /nc(at)?\s.{0,20}-e\s+\/bin\/(ba)?sh/ nocase
        $c = /socket\.socket\([^)]*\).{0,200}subprocess\.(call|Popen)\(\["\/bin\/(ba)?sh/ nocase
    condition:
        any of them
}

rule python_that_unpacks_itself {
    meta:
        severity = "dangerous"
        source = "https://unit42.paloaltonetworks.com/two-campaigns-by-north-korea-bad-actors-target-job-hunters/"
    strings:
        $a = /exec\s*\(\s*(__import__\s*\(\s*['"]zlib['"]\s*\)|zlib)\.decompress\s*\(/
        $b = /exec\s*\(\s*(__import__\s*\(\s*['"]base64['"]\s*\)|base64)\.b64decode\s*\(/
        $c = /exec\s*\(\(_\)\s*\(\s*b['"]/
    condition:
        any of them
}

rule script_that_fetches_code {
    meta:
        severity = "dangerous"
        source = "https://unit42.paloaltonetworks.com/two-campaigns-by-north-korea-bad-actors-target-job-hunters/"
    strings:
        $a = /eval\s*\(\s*(atob|Buffer\.from)\s*\(/
        $b = /new\s+Function(\.constructor)?\s*\(\s*['"]require['"]/
        $c = /\.catch\s*\(\s*\(?\w*\)?\s*=>\s*\{?\s*(eval|new Function)/
        $d = /eval\s*\(\s*\w+(\.\w+){0,3}\.(data|response|body|cookie)\b/
    condition:
        any of them
}

rule disguised_script_with_processes {
    meta:
        severity = "dangerous"
        source = "https://unit42.paloaltonetworks.com/two-campaigns-by-north-korea-bad-actors-target-job-hunters/"
    strings:
        $name = /_0x[a-f0-9]{4,6}/
        $process = /child_process|\bexecSync\b|\bspawn\b|os\.homedir|Login Data|Local State/
    condition:
        #name > 30 and $process
}

rule collects_wallets_and_passwords {
    meta:
        severity = "dangerous"
        source = "https://unit42.paloaltonetworks.com/two-campaigns-by-north-korea-bad-actors-target-job-hunters/"
    strings:
        $a = "nkbihfbeogaeaoehlefnkodbefgpgknn"
        $b = "ejbalbakoplchlghecdalmeeeajnimhm"
        $c = "bfnaelmomeimhlpmgjnjophhpkkoljpa"
        $d = "Login Data" nocase
        $e = "Local Extension Settings" nocase
        $f = "solana/id.json" nocase
    condition:
        2 of ($a, $b, $c) or (any of ($a, $b, $c) and any of ($d, $e, $f)) or ($d and $e)
}
