package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The form of a request for a run, for the description of the API; its fields are read by the rules of the command line. */
@Schema(description = "A sheet, and the options of `reelbatch run`")
record RunForm(
        @Schema(
                description = "the sheet: a CSV or XLSX file, or, as text, an https link to one",
                format = "binary",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String sheet,

        @Schema(
                description = "most that the run may cost: a number, or none",
                example = "200",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String maxCost,

        @Schema(description = "the job's name; by default the file's, without its extension")
        String job,

        @Schema(description = "submit these rows only", example = "2-4,9")
        String rows,

        @Schema(description = "default model") String model,

        @Schema(description = "default size", example = "1280x720")
        String size,

        @Schema(description = "default duration in seconds") Integer duration,

        @Schema(description = "run the valid rows if others are wrong")
        Boolean skipInvalid,

        @Schema(description = "pay for new versions of all these rows")
        Boolean fresh,

        @Schema(description = "make drafts, for models that have them")
        Boolean draft,

        @Schema(
                description = "prompt of rows that have none, made from other columns",
                example = "A {product} on {surface}")
        String template,

        @Schema(description = "begin although all rows would cost more than max_cost, and stop there")
        Boolean partial,

        @Schema(description = "stop submitting after so many failures", example = "10%")
        String maxFailures,

        @Schema(
                description = "taken as an option of run, but the rate of this serve holds, which all runs share",
                example = "60/min")
        String rate,

        @Schema(description = "as rate: that of this serve holds")
        Integer maxInFlight,

        @Schema(description = "sheet of a workbook, by name or number")
        String sheetName,

        @Schema(description = "text encoding of a CSV file", example = "GB18030")
        String encoding,

        @Schema(description = "delimiter of a CSV file") String delimiter,

        @Schema(description = "row with the columns' names") Integer headerRow,

        @Schema(description = "what the sheet calls a known column, as prompt=Text")
        List<String> map,

        @Schema(description = "ignore these columns, by their headings")
        List<String> ignoreColumn,

        @Schema(description = "for rows paid for under another id: use or pay")
        String otherId,

        @Schema(description = "for who approves the run: what it is for", example = "For the shop windows, 1 Dec")
        String note) {}
