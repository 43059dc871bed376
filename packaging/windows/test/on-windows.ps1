# On Windows itself: installs silently for one person, runs what was installed, and removes it again.
param([Parameter(Mandatory)][string]$Setup)
$ErrorActionPreference = 'Stop'

function Start-Silently([string]$Program, [string[]]$Arguments) {
    $process = Start-Process $Program -ArgumentList $Arguments -Wait -PassThru
    if ($process.ExitCode -ne 0) { throw "$Program ended with $($process.ExitCode)" }
}

$folder = Join-Path $env:LOCALAPPDATA 'Programs\Inkan'
Start-Silently $Setup '/S'

$status = & "$folder\inkan-cli.exe" --demo status --json | ConvertFrom-Json
if ($LASTEXITCODE -ne 0 -or -not $status) { throw 'no status of the practice card' }

# Without a graphics card the window draws by the processor; it must still be there after ten seconds.
$window = Start-Process "$folder\inkan.exe" -ArgumentList '--demo' -PassThru
Start-Sleep -Seconds 10
if ($window.HasExited) { throw "the window ended with $($window.ExitCode)" }
$window.CloseMainWindow() | Out-Null
if (-not $window.WaitForExit(10000)) { throw 'the window does not close' }

Start-Silently "$folder\uninstall.exe" @('/S', "_?=$folder")
# It cannot remove itself while it is waited for.
Remove-Item "$folder\uninstall.exe" -ErrorAction SilentlyContinue
$left = Get-ChildItem $folder -Recurse -ErrorAction SilentlyContinue
if ($left) { throw "left behind: $left" }
Write-Output 'installed, run and removed'
