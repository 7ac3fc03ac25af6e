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
import tools.jackson.databind.node.ObjectNode;

/** Checks sheets for callers of the HTTP API, and keeps none of them. */
public final class SheetChecks {

    private final Uploads uploads;
    private final FetchedSheets links;
    private final SheetChecker checker;
    private final RunLimits limits;
    private final String api;

    SheetChecks(Uploads uploads, FetchedSheets links, SheetChecker checker, RunLimits limits, String api) {
        this.uploads = uploads;
        this.links = links;
        this.checker = checker;
        this.limits = limits;
        this.api = api;
    }

    /**
     * Returns the findings of {@code check}, also if rows are wrong.
     *
     * @param fileName as the caller named it
     * @throws UserException if a field is wrong, or the file can't be read as a sheet
     */
    public ObjectNode check(String fileName, InputStream sheet, Map<String, List<String>> fields) {
        String id = UUID.randomUUID().toString();
        Path file = uploads.keep(id, SheetFileName.of(fileName), sheet);
        try {
            ObjectNode findings = checker.check(file, fields, limits, api);
            findings.put("input", file.getFileName().toString());
            return findings;
        } finally {
            uploads.delete(id);
        }
    }

    /** Does the same with a sheet behind a link. */
    public ObjectNode check(String link, Map<String, List<String>> fields) {
        try {
            SheetLink sheet = SheetLink.of(link, fields.containsKey("sheet_name"));
            LinkAnswer.Sheet answer = links.read(sheet);
            ObjectNode findings = check(answer.name(), new ByteArrayInputStream(answer.bytes()), fields);
            findings.put("input", sheet.shown());
            return findings;
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("The sheet's link can't be used: %s", e.getMessage()));
        }
    }
}
