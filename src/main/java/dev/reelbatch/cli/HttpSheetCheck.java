package dev.reelbatch.cli;

import dev.reelbatch.home.Home;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.serve.SheetChecker;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.terminal.CheckJson;
import dev.reelbatch.terminal.CheckResult;
import dev.reelbatch.terminal.Terminal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Checks sheets for HTTP requests with the command {@code check}, in the home that this process holds. */
final class HttpSheetCheck implements SheetChecker {

    /** The fields of a run on which the findings depend; each is an option of {@code check}. */
    private static final HttpFields CHECK = HttpRunOptions.RUN.without("job", "max_failures", "rate", "max_in_flight");

    private final Terminal terminal;
    private final Home home;
    private final Session session;
    private final Settings settings;

    HttpSheetCheck(Terminal terminal, Home home, Session session, Settings settings) {
        this.terminal = terminal;
        this.home = home;
        this.session = session;
        this.settings = settings;
    }

    @Override
    public Findings check(Path sheet, Map<String, List<String>> fields, RunLimits limits, String api) {
        new HttpRunOptions(terminal).parse(sheet, fields); // refuses what a run refuses
        Map<String, List<String>> asked = new LinkedHashMap<>(fields);
        asked.keySet().retainAll(CHECK.names());
        List<String> arguments = CHECK.arguments(asked);
        arguments.add("--rate=" + limits.rate());
        arguments.add("--max-in-flight=" + limits.maxInFlight());
        if (home.rehearsal()) {
            arguments.add("--rehearse");
        }
        arguments.add(sheet.toString());
        CheckCommand check = new CheckCommand(terminal);
        CommandLines.parsed(check, terminal, arguments);
        CheckResult found = check.findings(session, home, settings, api);
        ObjectNode findings = CheckJson.tree(found);
        check.whyTooExpensive(found).ifPresent(findings.withArray("warnings")::add);
        SheetPreview preview = found.preview();
        return new Findings(findings, preview == null ? Map.of() : preview.rows());
    }

    @Override
    public ReadOptions reading(Path sheet, Map<String, List<String>> fields) {
        ReadOptions said = new HttpRunOptions(terminal).parse(sheet, fields).reading();
        return said == null ? ReadOptions.RECOGNISED : said;
    }
}
