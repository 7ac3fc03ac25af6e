package dev.reelbatch.web.console;

import dev.reelbatch.session.Session;
import dev.reelbatch.web.ResultFiles;
import dev.reelbatch.web.RunActions;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The stills of a run's videos. Whoever waits for one holds no thread of the server. */
@Hidden
@RestController
final class StillsController {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofDays(1)).cachePrivate();

    private final Session session;
    private final RunActions actions;
    private final VideoStills stills;

    StillsController(Session session, RunActions actions, VideoStills stills) {
        this.session = session;
        this.actions = actions;
        this.stills = stills;
    }

    @GetMapping("/runs/{id}/stills/{*name}")
    CompletableFuture<ResponseEntity<Resource>> still(@PathVariable String id, @PathVariable String name) {
        Long runId = actions.run(id).runId();
        return still(runId == null ? null : ResultFiles.find(session.standing().outOf(runId), name.substring(1)));
    }

    /** Returns the still of a video of whatever run. */
    @GetMapping("/versions/{clip}/{number}/still")
    CompletableFuture<ResponseEntity<Resource>> still(@PathVariable long clip, @PathVariable int number) {
        return still(session.runPages()
                .versions()
                .file(clip, number)
                .filter(Files::isRegularFile)
                .orElse(null));
    }

    private CompletableFuture<ResponseEntity<Resource>> still(@Nullable Path video) {
        CompletableFuture<Optional<Path>> still =
                video == null ? CompletableFuture.completedFuture(Optional.empty()) : stills.of(video);
        return still.copy()
                .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(StillsController::answer);
    }

    private static ResponseEntity<Resource> answer(Optional<Path> still) {
        return still.<ResponseEntity<Resource>>map(file -> ResponseEntity.ok()
                        .cacheControl(CACHED)
                        .contentType(MediaType.IMAGE_JPEG)
                        .body(new FileSystemResource(file)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
