package dev.reelbatch.serve;

import dev.reelbatch.api.LinkAnswer;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.SheetFileName;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Checks sheets for callers of the HTTP API, and keeps none of them. */
public final class SheetChecks {

    private static final int AT_ONCE = 4; // each holds a whole sheet

    private final Uploads uploads;
    private final FetchedSheets links;
    private final SheetChecker checker;
    private final RunLimits limits;
    private final String api;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final RunPreparation preparation;

    SheetChecks(
            Uploads uploads,
            FetchedSheets links,
            SheetChecker checker,
            RunLimits limits,
            String api,
            RunPreparation preparation) {
        this.uploads = uploads;
        this.links = links;
        this.checker = checker;
        this.limits = limits;
        this.api = api;
        this.preparation = preparation;
    }

    /** Returns the sheets that people prepare in the browser, which are kept. */
    public RunPreparation preparation() {
        return preparation;
    }

    /** Thrown if as many sheets as possible are being checked. */
    public static final class TooManyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyException() {
            super(Text.of("Many sheets are being checked just now. Try again in a few seconds."));
        }
    }

    /**
     * Returns the findings of {@code check}, also if rows are wrong.
     *
     * @param fileName as the caller named it
     * @throws UserException if a field is wrong, or the file can't be read as a sheet
     * @throws TooManyException if too many sheets are being checked
     */
    public ObjectNode check(String fileName, InputStream sheet, Map<String, List<String>> fields) {
        return inAPlace(() -> found(fileName, sheet, fields));
    }

    private ObjectNode inAPlace(Supplier<ObjectNode> check) {
        if (!places.tryAcquire()) {
            throw new TooManyException();
        }
        try {
            return check.get();
        } finally {
            places.release();
        }
    }

    private ObjectNode found(String fileName, InputStream sheet, Map<String, List<String>> fields) {
        String id = UUID.randomUUID().toString();
        Path file = uploads.keep(id, SheetFileName.of(fileName), sheet);
        try {
            ObjectNode findings = checker.check(file, fields, limits, api).tree();
            findings.put("input", file.getFileName().toString());
            return findings;
        } finally {
            uploads.delete(id);
        }
    }

    /** Does the same with a sheet behind a link. */
    public ObjectNode check(String link, Map<String, List<String>> fields) {
        return inAPlace(() -> found(link, fields));
    }

    private ObjectNode found(String link, Map<String, List<String>> fields) {
        try {
            SheetLink sheet = SheetLink.of(link, fields.containsKey("sheet_name"));
            LinkAnswer.Sheet answer = links.read(sheet);
            ObjectNode findings = found(answer.name(), new ByteArrayInputStream(answer.bytes()), fields);
            findings.put("input", sheet.shown());
            return findings;
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("The sheet's link can't be used: %s", e.getMessage()));
        }
    }
}
