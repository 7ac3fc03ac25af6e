package dev.reelbatch.home;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Logback's configuration at the start: nothing is written until a {@link HomeLog} is open, since the console is for
 * people.
 */
public final class QuietLog extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext log) {
        log.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        SLF4JBridgeHandler.removeHandlersForRootLogger(); // Java's own, which write to the console
        SLF4JBridgeHandler.install();
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
