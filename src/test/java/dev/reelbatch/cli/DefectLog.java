package dev.reelbatch.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** What broke down while a request was answered: a test whose answer is 500 is no help without it. */
final class DefectLog {

    private static final String SOURCE = "dev.reelbatch.web.ProblemDetails";

    private DefectLog() {}

    /** Writes such errors to the standard error from now on. */
    static synchronized void show() {
        Logger logger = (Logger) LoggerFactory.getLogger(SOURCE);
        if (logger.getAppender(SOURCE) != null) {
            return;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logger.getLoggerContext());
        encoder.setPattern("%msg%n%ex");
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(logger.getLoggerContext());
        appender.setName(SOURCE);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.ERROR);
    }
}
