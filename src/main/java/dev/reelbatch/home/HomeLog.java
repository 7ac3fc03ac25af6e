package dev.reelbatch.home;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * The log: a file in the home. A new one starts after 10 MB and each day; older ones are compressed and kept for ten
 * days, 100 MB in total. If the home's path has a special meaning to Logback, there is only one file. It is configured
 * here because Spring Boot's way takes a tenth of a start.
 *
 * <p>{@code -Dlogging.level.NAME=DEBUG} sets the level of a logger, as with Spring Boot. Lines in JSON are those of
 * its structured logging; {@code -Dlogging.structured.format.file} chooses another of its formats.
 */
public final class HomeLog {

    private static final String LEVEL = "logging.level.";
    private static final String STRUCTURE = "logging.structured.format.file";
    private static final String ROOT = Logger.ROOT_LOGGER_NAME;
    private static final String FILE = "file";
    private static final int DAYS = 10;

    private static final Map<String, String> LEVELS = Map.of(ROOT, "INFO", "org.flywaydb", "WARN");

    /**
     * Loggers that print the Authorization header, or the path of a notification, which is a secret; they are off
     * whatever level is set.
     */
    private static final Map<String, String> SECRETS = Map.of(
            "org.apache.hc.client5.http.headers", "OFF",
            "org.apache.hc.client5.http.wire", "OFF",
            "org.apache.hc.client5.http.impl.classic.MainClientExec", "INFO");

    private HomeLog() {}

    /** Opens the log for everything that this process logs from now on; a disk that refuses it is not reported. */
    public static void open(Home home, LogFormat format) {
        LoggerContext log = log();
        log.reset();
        levels().forEach((name, level) -> log.getLogger(name).setLevel(Level.toLevel(level, Level.INFO)));
        log.getLogger(ROOT).addAppender(file(log, home.log(), format));
    }

    /** Returns the log's file; empty before a home is open. */
    public static Optional<Path> file() {
        return log().getLogger(ROOT).getAppender(FILE) instanceof FileAppender<?> file
                ? Optional.of(Path.of(file.getFile()))
                : Optional.empty();
    }

    private static LoggerContext log() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Map<String, String> levels() {
        Map<String, String> levels = new LinkedHashMap<>(LEVELS);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(LEVEL))
                .forEach(name -> levels.put(name.substring(LEVEL.length()), System.getProperty(name)));
        levels.putAll(SECRETS);
        return levels;
    }

    private static FileAppender<ILoggingEvent> file(LoggerContext log, Path path, LogFormat format) {
        FileAppender<ILoggingEvent> file = canBeInAPattern(path) ? new RollingFileAppender<>() : new FileAppender<>();
        file.setContext(log);
        file.setName(FILE);
        file.setFile(path.toString());
        file.setEncoder(format == LogFormat.JSON ? objects(log) : lines(log));
        if (file instanceof RollingFileAppender<ILoggingEvent> rolling) {
            rolling.setRollingPolicy(pieces(log, path, rolling));
        }
        file.start();
        return file;
    }

    /**
     * Returns whether Logback can take the path: it reads it as part of a pattern, and of an expression, in which
     * nothing can be escaped.
     */
    private static boolean canBeInAPattern(Path path) {
        try {
            Pattern.compile(path.toString().replace('\\', '/'));
            return !path.toString().contains("%");
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static StructuredLogEncoder objects(LoggerContext log) {
        log.putObject(Environment.class.getName(), new StandardEnvironment());
        StructuredLogEncoder objects = new StructuredLogEncoder();
        objects.setContext(log);
        objects.setCharset(StandardCharsets.UTF_8);
        objects.setFormat(System.getProperty(STRUCTURE, "logstash"));
        objects.start();
        return objects;
    }

    private static PatternLayoutEncoder lines(LoggerContext log) {
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(log);
        lines.setCharset(StandardCharsets.UTF_8);
        lines.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p "
                + ProcessHandle.current().pid()
                + " --- [%15.15t] %-40.40logger{39} : %m%n");
        lines.start();
        return lines;
    }

    private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> pieces(
            LoggerContext log, Path path, RollingFileAppender<ILoggingEvent> file) {
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> pieces = new SizeAndTimeBasedRollingPolicy<>();
        pieces.setContext(log);
        pieces.setParent(file);
        pieces.setFileNamePattern(path + ".%d{yyyy-MM-dd}.%i.gz");
        pieces.setMaxFileSize(FileSize.valueOf("10MB"));
        pieces.setMaxHistory(DAYS);
        pieces.setTotalSizeCap(FileSize.valueOf("100MB")); // a day may fill many files of 10 MB
        pieces.setCleanHistoryOnStart(true);
        pieces.start();
        return pieces;
    }
}
