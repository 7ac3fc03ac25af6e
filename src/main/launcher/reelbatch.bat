@echo off
rem Starts reelbatch: finds Java and an archive of the classes that a run loads, which spares a good part of the start.
rem
rem   JAVA_HOME                        the Java to use (17 or later); else the one on the PATH
rem   JAVA_OPTS, REELBATCH_JAVA_OPTS   more options for the JVM, such as -Xmx1g; they win over those below
rem
rem There are no blocks, since the parenthesis of a path such as C:\Program Files (x86) would close them.
setlocal EnableExtensions DisableDelayedExpansion
call :find_app
goto check

rem Called as "reelbatch", in quotation marks and from the PATH, this file learns only in a subroutine where it is
:find_app
for %%f in ("%~dp0..") do set "app=%%~ff"
exit /b

:check
set "jar=%app%\lib\reelbatch.jar"
set "problem=%jar% is missing: copy the whole folder, not bin alone."
if not exist "%jar%" goto fail

if defined JAVA_HOME set "JAVA_HOME=%JAVA_HOME:"=%"
for %%j in (java.exe) do set "java=%%~$PATH:j"
set "problem=reelbatch needs Java 17 or later. Install it, for example from https://adoptium.net, or set JAVA_HOME to where it is."
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME set "problem=JAVA_HOME is %JAVA_HOME%, but there is no Java in it. Set it to a Java 17 or later, or unset it."
if not exist "%java%" goto fail

rem What a JVM writes when it breaks down belongs into the folder for temporary files, not into the one it is started in
set crash="-XX:ErrorFile=%TEMP%\reelbatch-hs_err_pid%%p.log" "-XX:ReplayDataFile=%TEMP%\reelbatch-replay_pid%%p.log"

rem The outer quotation marks are for the cmd that this starts: it takes the first and the last one away
set "version="
for /f "tokens=2,3" %%u in ('^""%java%" "-XX:ErrorFile=%TEMP%\reelbatch-hs_err.log" -version 2^>^&1^"') do if "%%u"=="version" set "version=%%~v"
set "major=0"
for /f "delims=.-+" %%m in ("%version%") do set /a "major=%%m"
if not defined version set "version=of an unknown version"
set "problem=reelbatch needs Java 17 or later; %java% is %version%. Set JAVA_HOME to a newer one."
if %major% LSS 17 goto fail

rem As in the launcher for other systems, which tells why
set "options=-Xlog:disable -Dlaunched-by=bin/reelbatch -XX:-C1UpdateMethodData -XX:Tier4InvocationThreshold=100000"
set "options=%options% -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=1000000"
if %major% GTR 25 set "options=-Xlog:disable -Dlaunched-by=bin/reelbatch -XX:TieredStopAtLevel=1"
set | findstr /i /r "^JAVA_OPTS=.*-XX:+Use.*GC ^REELBATCH_JAVA_OPTS=.*-XX:+Use.*GC" >nul || set "options=%options% -XX:+UseSerialGC"

rem An archive is made in a rehearsal of one row. It lies beside the program if it may be written there, else where this
rem person's caches are, and gets there when it is complete, since the JVM breaks down on one that was cut short. An
rem empty one says that it can't be made. The JVM itself ignores one that does not fit.
set "cache="
for %%j in ("%jar%") do set "name=java-%version%-%%~zj.jsa"
set "archive=%app%\cache\%name%"
set "scratch=%app%\cache\making-%random%"
if exist "%archive%" goto use
mkdir "%scratch%" 2>nul && goto rehearse
set "archive=%LOCALAPPDATA%\reelbatch\%name%"
set "scratch=%LOCALAPPDATA%\reelbatch\making-%random%"
if exist "%archive%" goto use
mkdir "%scratch%" 2>nul || goto start

:rehearse
>&2 echo The first start from here takes some seconds more; the next ones are quick.
>"%scratch%\one.csv" echo prompt
>>"%scratch%\one.csv" echo A kite over the sea
rem Without this person's settings, such as whom to notify
setlocal
for /f "delims==" %%v in ('2^>nul set REELBATCH_') do set "%%v="
"%java%" %options% %crash% "-XX:ArchiveClassesAtExit=%scratch%\archive" -Dreelbatch.rehearsal.speed=500 -jar "%jar%" run "%scratch%\one.csv" --rehearse --home "%scratch%\home" --out "%scratch%\out" <nul >nul 2>&1
endlocal
if not exist "%scratch%\archive" type nul >"%scratch%\archive"
move /y "%scratch%\archive" "%archive%" >nul 2>&1
rmdir /s /q "%scratch%"

:use
for %%a in ("%archive%") do if not "%%~za"=="0" set cache=-Xshare:auto "-XX:SharedArchiveFile=%archive%"

:start
"%java%" %options% %crash% %cache% %JAVA_OPTS% %REELBATCH_JAVA_OPTS% -jar "%jar%" %*
set "code=%errorlevel%"
goto end

:fail
setlocal EnableDelayedExpansion
>&2 echo !problem!
set "code=2"

rem After "exit /b" in a file that was not called by "call", && and || take any end for a good one
:end
"%COMSPEC%" /c exit %code%
