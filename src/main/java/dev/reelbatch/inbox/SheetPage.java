package dev.reelbatch.inbox;

import com.samskivert.mustache.Template;
import dev.reelbatch.page.HtmlTemplates;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A page beside a sheet, for the person who dropped it and sees only the share: what happened, what to do, and where the
 * results are. It works from the disk without scripts, and holds every language, that of this process first.
 *
 * @param folder of the page
 */
record SheetPage(Path folder, DroppedSheet sheet) {

    /** Seconds after which a browser reads the page of a sheet in work again. */
    static final int REFRESHED_EVERY = 10;

    private static final Template PAGE = HtmlTemplates.compile(SheetPage.class, "page.html");
    private static final String STYLE = HtmlTemplates.TOKENS + HtmlTemplates.text(SheetPage.class, "page.css");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Returns the page of a sheet in working/. */
    String working(SheetProgress progress, Instant now) {
        return html(REFRESHED_EVERY + "", () -> ProgressTexts.of(this, progress, now));
    }

    /** Returns the page of a sheet whose run has ended. */
    String ended(SheetResult result, Instant now) {
        return html(null, () -> ResultTexts.of(this, result, now));
    }

    /**
     * Returns the page of a sheet of which nothing was submitted.
     *
     * @param errors the name of the file beside this page that says what to fix
     */
    String returned(Refusal refusal, String errors) {
        return html(null, () -> ReturnTexts.of(this, refusal, errors));
    }

    /** Returns the page of a sheet that changed, so that its run did not cover all of it. */
    String takenAgain() {
        return html(null, () -> {
            Map<String, Object> texts = new HashMap<>();
            texts.put("title", Text.of("%s: taken again", sheet.name()));
            texts.put("heading", Text.of("Your sheet changed, so it was taken again"));
            texts.put(
                    "notice",
                    Text.of("The file changed after it was taken. Its new page is in the folder working now, and in "
                            + "done or failed later. Videos that already exist are not charged again."));
            return texts;
        });
    }

    /** Returns the page of a sheet that has left working/, which leads to the page that is beside it now. */
    String moved(Path page) {
        return html("0; url=" + href(page), () -> {
            Map<String, Object> texts = new HashMap<>();
            texts.put("title", Text.of("%s has left this folder", sheet.name()));
            texts.put("heading", Text.of("Your sheet has left this folder"));
            texts.put("link", href(page));
            texts.put("linkName", Text.of("See what came of it"));
            return texts;
        });
    }

    private String html(@Nullable String refresh, Supplier<Map<String, Object>> texts) {
        Language own = Text.language();
        List<Map<String, Object>> versions = new ArrayList<>();
        for (Language language : Language.values()) {
            if (language != own) {
                versions.add(version(language, own, true, texts));
            }
        }
        versions.add(version(own, other(own), false, texts)); // the last, which style hides behind a chosen one
        Map<String, Object> page = new HashMap<>();
        page.put("lang", own.htmlTag());
        page.put("refresh", refresh == null ? "" : refresh);
        page.put("title", versions.get(versions.size() - 1).get("title"));
        page.put("style", STYLE);
        page.put("styleHash", HtmlTemplates.hash(STYLE));
        page.put("versions", versions);
        return PAGE.execute(page);
    }

    private Map<String, Object> version(
            Language language, Language elsewhere, boolean other, Supplier<Map<String, Object>> texts) {
        return Text.in(language, () -> {
            Map<String, Object> version = new HashMap<>(Map.of(
                    "other", other,
                    "tag", language.tag(),
                    "versionLang", language.htmlTag(),
                    "otherTag", elsewhere.tag(),
                    "otherLang", elsewhere.htmlTag(),
                    "otherName", elsewhere == Language.CHINESE ? "中文" : "English",
                    "folder", Text.of("folder %s", sheet.inbox().getFileName()),
                    "sheet", sheet.name(),
                    "link", sheet.console() == null ? "" : sheet.console().toString(),
                    "linkName", Text.of("Open reelbatch in the browser")));
            List.of("badge", "about", "notice", "footNote").forEach(name -> version.put(name, ""));
            version.putAll(texts.get());
            return version;
        });
    }

    private static Language other(Language language) {
        return language == Language.CHINESE ? Language.ENGLISH : Language.CHINESE;
    }

    /** Returns a remark to follow the sheet's name: when it was dropped, if that is known. */
    String dropped() {
        Instant takenAt = sheet.takenAt();
        String again = sheet.takenAgain() ? " " + LateChanges.note() : "";
        return (takenAt == null ? Text.of(".") : Text.of(", dropped on %s.", dayAndTime(takenAt))) + again;
    }

    static String dayAndTime(Instant at) {
        return DAY_AND_TIME.format(at.atZone(ZoneId.systemDefault()));
    }

    /** Returns the time, with its day unless that is the day of another time. */
    static String time(Instant at, Instant other) {
        return day(at).equals(day(other)) ? TIME.format(at.atZone(ZoneId.systemDefault())) : dayAndTime(at);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneId.systemDefault());
    }

    /** Returns the videos for the page. */
    List<Map<String, Object>> videos(List<ShownVideo> videos) {
        return videos.stream()
                .map(video -> Map.<String, Object>of("place", video.place(), "target", href(video.file())))
                .toList();
    }

    /** Returns a path as people see it: from the inbox on, or whole if it is elsewhere. */
    String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(sheet.inbox()) ? sheet.inbox().relativize(absolute) : absolute;
        return shown.isAbsolute()
                ? shown.toString()
                : StreamSupport.stream(shown.spliterator(), false)
                        .map(Path::toString)
                        .collect(Collectors.joining(" / "));
    }

    /** Returns a relative link, valid on every computer that sees the same share. */
    String href(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        if (!absolute.startsWith(folder.toAbsolutePath().getRoot())) {
            return absolute.toUri().toASCIIString(); // another drive of Windows
        }
        return StreamSupport.stream(
                        folder.toAbsolutePath().normalize().relativize(absolute).spliterator(), false)
                .map(name -> segment(name.toString()))
                .collect(Collectors.joining("/"));
    }

    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
