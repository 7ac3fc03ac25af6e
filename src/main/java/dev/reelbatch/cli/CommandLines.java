package dev.reelbatch.cli;

import dev.reelbatch.session.WarmUp;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Parses a command line before anything else is started, runs its command, and turns every error into a message. */
public final class CommandLines {

    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            CheckCommand.class,
            StatusCommand.class,
            RerunCommand.class,
            AcceptCommand.class,
            ResolveCommand.class,
            CancelCommand.class,
            StopCommand.class,
            ReconcileCommand.class,
            ServeCommand.class,
            UserCommand.class,
            NotifyCommand.class,
            ModelsCommand.class,
            BackupCommand.class,
            SimulateCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class,
            VersionCommand.class);

    /** Commands that need to know all the others. */
    private static final Set<Class<?>> ABOUT_ALL = Set.of(HelpCommand.class, AutoComplete.GenerateCompletion.class);

    private static final String HELP = "help";

    private static final Logger log = LoggerFactory.getLogger(CommandLines.class);

    private CommandLines() {}

    /** Runs the command line. Returns the exit code. */
    public static int run(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> log.error("Thread {} broke down", thread.getName(), e));
        if (args.length > 0 && name(RunCommand.class).equals(args[0])) {
            WarmUp.forRun();
        } else if (args.length > 0 && name(ServeCommand.class).equals(args[0])) {
            WarmUp.forServe();
        }
        Terminal terminal = Terminal.ofThisProcess();
        try {
            return execute(terminal, args);
        } catch (Throwable e) { // picocli passes errors on, such as a lack of memory
            return UnexpectedError.report(e, terminal.err());
        }
    }

    /**
     * Runs the command line in the language that it requests, or in the machine's; that applies to help and errors too.
     */
    static int execute(Terminal terminal, String... args) {
        Text.speak(LanguageOption.in(args).orElseGet(() -> Language.ofThisMachine(terminal.environment())));
        return commandLine(terminal, null, args)
                .setExecutionStrategy(new HandOver(terminal))
                .execute(args);
    }

    /** Runs the command line for a person at another process. Returns the exit code. */
    static int execute(Terminal terminal, ServedHome served, List<String> args) {
        String[] words = args.toArray(String[]::new);
        return commandLine(terminal, served, words).execute(words);
    }

    /**
     * Creates the parser with only the command that the arguments begin with: reading the annotations of all commands
     * takes a tenth of the start.
     */
    private static CommandLine commandLine(Terminal terminal, @Nullable ServedHome served, String... args) {
        List<Class<?>> asked = COMMANDS.stream()
                .filter(command -> args.length > 0 && name(command).equals(args[0]))
                .toList();
        boolean isAboutAll = asked.isEmpty() || ABOUT_ALL.containsAll(asked);
        return commandLine(terminal, served, isAboutAll ? COMMANDS : asked);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Creates the parser with every command. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, null, COMMANDS);
    }

    /**
     * Sets the options of a command as if only the job file were given on the command line.
     *
     * @param command a new one
     * @throws UserException naming the file and what is wrong in it
     */
    static <C> C parsed(C command, JobFile jobFile, Terminal terminal) {
        return parsed(command, jobFile, terminal, null, List.of(jobFile.file().toString()));
    }

    /**
     * Sets the options of a command from arguments that name the job file, which gives those that they leave out.
     *
     * @param command a new one
     * @param served the home of a command that this process does for another one
     * @throws UserException naming what is wrong
     */
    static <C> C parsed(
            C command, JobFile jobFile, Terminal terminal, @Nullable ServedHome served, List<String> arguments) {
        CommandLine line = parsed(command, terminal, served, arguments);
        JobFileKeys.check(jobFile, line.getCommandSpec());
        return command;
    }

    /**
     * Sets the options of a command from arguments.
     *
     * @param command a new one
     * @throws UserException naming what is wrong
     */
    static CommandLine parsed(Object command, Terminal terminal, List<String> arguments) {
        return parsed(command, terminal, null, arguments);
    }

    private static CommandLine parsed(
            Object command, Terminal terminal, @Nullable ServedHome served, List<String> arguments) {
        CommandLine line = configured(new CommandLine(command, new CommandFactory(terminal, served)), terminal);
        try {
            line.parseArgs(arguments.toArray(String[]::new));
            return line;
        } catch (ParameterException e) {
            throw new UserException(UsageErrors.message(e, arguments));
        }
    }

    private static CommandLine commandLine(Terminal terminal, @Nullable ServedHome served, List<Class<?>> commands) {
        CommandLine line = new CommandLine(new ReelbatchCommand(), new CommandFactory(terminal, served));
        commands.forEach(line::addSubcommand);
        return configured(line, terminal);
    }

    /**
     * Sets the parser up. No lambda may have a type of picocli: its class files are so old that Java 17 crashes when it
     * archives one.
     */
    private static CommandLine configured(CommandLine line, Terminal terminal) {
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setHelpSectionMap(Map.of(HELP, new HelpPage.Renderer()));
        line.setHelpSectionKeys(List.of(HELP));
        line.setExpandAtFiles(false); // a sheet may be called @launch.csv
        line.setToggleBooleanFlags(true); // else a flag turns what the job file says into its opposite
        line.registerConverter(Path.class, new Converters.PathConverter(terminal));
        line.registerConverter(int.class, new Converters.WholeNumberConverter());
        line.registerConverter(Integer.class, new Converters.WholeNumberConverter());
        line.registerConverter(double.class, new Converters.NumberConverter());
        line.registerConverter(Double.class, new Converters.NumberConverter());
        line.setParameterExceptionHandler(new UsageErrors());
        line.setExecutionExceptionHandler(new CommandErrors());
        return line;
    }
}
