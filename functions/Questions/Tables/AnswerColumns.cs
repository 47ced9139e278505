using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Questions.Tables;

/// <summary>
/// The columns of answers, by name: a name means the same wherever it is used, and a table in which one means something else declares it itself.
/// </summary>
internal static class AnswerColumns
{
    private static readonly Dictionary<string, Column> All = (
        (Column[])
            [
                // The question and the release, which rows of an answer repeat.
                Text("release", "The release the answer is from."),
                Text("return", "budget (planned) or outturn (spent)."),
                Text("scope", "The scope or line of spending."),
                Year("fromYear", "The base year, a financial year as 2010-11."),
                Year("toYear", "The end year."),
                Text("geography", "upper-tier, lower-tier, authority, region or combined-authority."),
                Text("class", "The class of authorities compared; empty on other geographies."),
                Text("measure", "How figures are stated: real or cash, per resident or in total."),
                Year("priceBase", "The year whose pounds real figures are in."),
                Whole("imd", "Vintage of the Indices of Deprivation."),
                Text("london", "Whether areas in London are included or excluded."),
                Text("groups", "Whether fifths and tenths hold equal numbers of areas or people."),
                Text("weights", "How much an area counts in the statistics: by residents, or equal."),
                Text("deflator", "What makes pounds real: published or bridged."),
                Text("population", "Which estimates residents are from: newest or before-census."),
                Text("threshold", "The share of areas that counts as worst in each ranking."),
                // Areas.
                Text("code", "The area: its ONS code, X- for a merged one, or the E-code of an authority that has no other."),
                Text("name", "Its name."),
                Text("region", "Its region."),
                Text("kind", "What sort of place it is."),
                Truth("ranked", "Whether it is ranked."),
                Text("setAside", "Why it is reported and never ranked; empty for all others."),
                Words("members", "ONS codes of the authorities summed into it, present and abolished."),
                // A cut and an area's ranks.
                Number("from", "Spending in the base year, in the measure of the row."),
                Number("to", "Spending in the end year, in the measure of the row."),
                Number("change", "To less from, in the measure of the row; a cut is negative."),
                Number("changePercent", "The change in per cent; a cut is negative. Empty where the base is not positive.", "per cent"),
                Whole("rank", "1 is the deepest cut in per cent, among the areas of the answer."),
                Whole("of", "Among how many areas it is ranked."),
                Number("deprivationScore", "IMD average score; higher is more deprived."),
                Whole("deprivationRank", "1 is the most deprived, among the areas of the answer."),
                Whole("deprivationFifth", "1 is the most deprived fifth."),
                Whole("deprivationTenth", "1 is the most deprived tenth."),
                Words("flags", "What a reader must know about the row. The notes of the JSON answer explain each word."),
                Text("excluded", "Why there is no figure; empty where there is one."),
                Text("cutScope", "The scope or line of the cut."),
                Text("title", "What a reader calls it."),
                // A year of a series.
                Year("year", "A financial year, as 2010-11."),
                Number("value", "The value, in the measure of the row; empty where there is none."),
                Number("cash", "Pounds of the year; empty where there is no figure.", "GBP"),
                Whole("populationVintage", "The vintage of the ONS estimates that residents are from."),
                Text("status", "reported, estimated, or why there is no figure: missing, not-applicable, suppressed."),
                Text("lacking", "What is missing, as E-code and line, separated by semicolons."),
                // Statistics.
                Text("statistic", "Which statistic."),
                Text("group", "Of which fifth, tenth or part; empty for all areas."),
                Whole("areas", "How many areas took part."),
                Number("low", "Lower end of the interval; empty where there is none."),
                Number("high", "Upper end of the interval."),
                Number("standardError", "Its standard error."),
                Number("p", "Two-sided permutation p."),
                Text("undefined", "Why there is no value; empty where there is one."),
                Number("sii", "Slope index of the change in per cent.", "percentage points"),
                Number("siiLow", "Lower end of its interval.", "percentage points"),
                Number("siiHigh", "Upper end of its interval.", "percentage points"),
                Number("gap", "Change of the most deprived fifth less that of the least.", "percentage points"),
                Number("gapLow", "Lower end of its interval.", "percentage points"),
                Number("gapHigh", "Upper end of its interval.", "percentage points"),
                // Claims.
                Text("claim", "The number that was claimed, as sent."),
                Text("unit", "percent or pounds: what the claim and the value are in."),
                Text("about", "The area or group the claim is about."),
                Truth("supports", "Whether this reading gives the claim within its own rounding."),
                // Coincidence.
                Truth("coincides", "Whether the area is in the worst part of cut, deprivation and capacity at once."),
                Whole("variants", "In how many variants of the question it is."),
                Number("changePerHead", "Change for each resident.", $"GBP at {Deflators.PriceBase} prices"),
                Number("changeTotal", "Change in pounds a year.", $"GBP at {Deflators.PriceBase} prices"),
                Whole("cutRank", "1 is the deepest cut in per cent, among the areas of the answer."),
                Truth("cutWorst", "Whether it is among the deepest part."),
                Truth("deprivationWorst", "Whether it is among the most deprived part."),
                Number("capacityIndex", "Community capacity: mean z-score of its components."),
                Whole("capacityRank", "1 is the least capacity, among the areas of the answer."),
                Whole("capacityRankLow", "Lower end of the interval of that rank."),
                Whole("capacityRankHigh", "Upper end of the interval of that rank."),
                Truth("capacityWorst", "Whether it is among the part with the least."),
                Text("components", "Each component of capacity with its value, separated by semicolons."),
                // Where figures are from.
                Text("area", "The area the figure is of."),
                Text("authority", "The E-code an authority files under."),
                Text("place", "The ONS code of the authority."),
                Text("line", "The line of the return."),
                Number("pounds", "The figure of the cell.", "GBP"),
                Text("edition", "SHA-256 of the edition the cell is in."),
                Text("sheet", "The sheet; empty for CSV."),
                Text("cell", "The cell, as spreadsheets name it."),
                Text("originalCell", "The cell of the publisher's original, where the edition was carried from one."),
                Number("share", "What of the figure is the area's share of a county council's.", "GBP"),
                Whole("sharePeople", "The residents it is shared by.", "residents"),
                Whole("shareOf", "The residents of the whole county.", "residents"),
                // Budget against outturn.
                Number("planned", "What the budget says, in the measure of the row."),
                Number("spent", "What the outturn says, in the measure of the row."),
                Number("difference", "Spent less planned, in the measure of the row."),
                Number("differencePercent", "The difference in per cent of what was planned.", "per cent"),
                Text("plannedStatus", "What the budget's cells say of themselves."),
                Text("spentStatus", "What the outturn's cells say of themselves."),
                // Releases and what changed.
                Text("id", "Its id."),
                Instant("publishedAt", "When it was published."),
                Instant("since", "Since when it is live."),
                Instant("nextRun", "When the next scheduled run starts."),
                Truth("live", "Whether it is the live one."),
                Text("contentSha256", "SHA-256 over every row: releases with the same figures have the same."),
                Text("inputsHash", "Hash of input editions, readers and method."),
                Whole("methodVersion", "The method that computed it."),
                Whole("rows", "How many rows it has."),
                Whole("inputs", "How many editions went in."),
                Text("previous", "The release before; empty for the first."),
                Text("fromStatus", "What the cell before said of itself."),
                Text("fromEdition", "SHA-256 of the edition before."),
                Text("fromCell", "The cell before."),
                Text("toStatus", "What the cell now says of itself."),
                Text("toEdition", "SHA-256 of the edition now."),
                Text("toCell", "The cell now."),
                // Sources and editions.
                Text("source", "The source."),
                Text("publisher", "Who publishes it."),
                Text("licence", "Its licence."),
                Instant("lastChecked", "When it was last checked."),
                Text("state", "in-force, superseded or refused."),
                Year("slot", "What the edition is for, such as a year; empty where it was refused."),
                Text("sha256", "SHA-256 of its bytes."),
                Text("fileName", "The name it was offered under."),
                Text("expected", "What was expected at the cell; empty where nothing was refused."),
                Text("found", "What was found there."),
                Whole("readerVersion", "The version of the reader."),
                Text("detail", "A sentence on it."),
                Instant("firstSeen", "When it was decided."),
                Instant("lastSeen", "When the origin last offered it."),
                Text("reason", "Why, in a sentence; empty where all is well."),
                // Downloads.
                Text("file", "The file's name."),
                Text("href", "Its address."),
                Text("mediaType", "Its media type."),
                Text("table", "The table it holds; empty where it holds none."),
            ]
    ).ToDictionary(column => column.Name, StringComparer.Ordinal);

    /// <summary>The column of a name.</summary>
    /// <exception cref="InvalidOperationException">None is declared: a table must not have a column that nothing explains.</exception>
    public static Column Named(string name) =>
        All.TryGetValue(name, out var column)
            ? column
            : throw new InvalidOperationException($"The column '{name}' is not declared in {nameof(AnswerColumns)}.");

    /// <summary>A column of texts.</summary>
    public static Column Text(string name, string meaning) => new(name, ColumnType.Text, meaning);

    /// <summary>A column of financial years.</summary>
    public static Column Year(string name, string meaning) => Text(name, meaning) with { IsFinancialYear = true };

    /// <summary>A column of words with blanks between them.</summary>
    public static Column Words(string name, string meaning) => new(name, ColumnType.Words, meaning);

    /// <summary>A column of whole numbers.</summary>
    public static Column Whole(string name, string meaning, string? unit = null) => new(name, ColumnType.Whole, meaning) { Unit = unit };

    /// <summary>A column of numbers.</summary>
    public static Column Number(string name, string meaning, string? unit = null) => new(name, ColumnType.Number, meaning) { Unit = unit };

    /// <summary>A column of true and false.</summary>
    public static Column Truth(string name, string meaning) => new(name, ColumnType.Truth, meaning);

    /// <summary>A column of moments.</summary>
    public static Column Instant(string name, string meaning) => new(name, ColumnType.Instant, meaning);
}
