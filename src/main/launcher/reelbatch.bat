@echo off
rem Starts reelbatch.
rem
rem   JAVA_HOME                        the Java to use (17 or later); else the one on the PATH
rem   JAVA_OPTS, REELBATCH_JAVA_OPTS   more options for the JVM, such as -Xmx1g
setlocal
set "app=%~dp0.."
set "java=java.exe"
set "cache="
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"

"%java%" -version >nul 2>&1
if errorlevel 1 (
    echo reelbatch needs Java 17 or later. Install it, for example from https://adoptium.net, or set JAVA_HOME to where it is. 1>&2
    exit /b 2
)
set "major=0"
for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1 ^| findstr /c:" version ""') do for /f "delims=.-+ tokens=1" %%m in ("%%~v") do set "major=%%m"
if %major% LSS 17 (
    echo reelbatch needs Java 17 or later; this one is older. Set JAVA_HOME to a newer one. 1>&2
    exit /b 2
)
rem From 19 on the JVM keeps an archive of the classes by itself, which spares most of the next start
if %major% GEQ 19 if not exist "%LOCALAPPDATA%\reelbatch\" mkdir "%LOCALAPPDATA%\reelbatch" 2>nul
if %major% GEQ 19 set cache=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LOCALAPPDATA%\reelbatch\java-%major%.jsa"

rem The second compiler gets only what is called very often: it alone sums up downloads with the processor's own instructions
set "compiler=-XX:-C1UpdateMethodData -XX:Tier4InvocationThreshold=100000 -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=1000000"
if %major% GTR 25 set "compiler=-XX:TieredStopAtLevel=1"

"%java%" %compiler% -Xshare:auto -Xlog:disable -Dlaunched-by=bin/reelbatch %cache% %JAVA_OPTS% %REELBATCH_JAVA_OPTS% -jar "%app%\lib\reelbatch.jar" %*
exit /b %errorlevel%
