package dev.reelbatch.inbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as its pages name it.
 *
 * @param name under which it was dropped
 * @param inbox the folder into which it was dropped
 * @param takenAt null if an earlier process took it
 * @param takenAgain whether it changed after it was first taken
 * @param console address of the server for people; null if they can't reach it
 */
record DroppedSheet(
        String name,
        Path inbox,
        @Nullable Instant takenAt,
        boolean takenAgain,
        @Nullable URI console) {}
