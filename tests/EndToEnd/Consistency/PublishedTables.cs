namespace BudgetWatch.EndToEnd.Tests.Consistency;

/// <summary>The tables of a release as they are downloaded.</summary>
/// <param name="Cuts">Each area's row of <c>cuts</c>, by geography, class, scope and code.</param>
/// <param name="Deprivation">Rank, fifth and tenth of <c>deprivation</c>, by geography, vintage and code.</param>
internal sealed record PublishedTables(
    ILookup<(string Geography, string Class, string Scope), (string Code, AreaRow Row)> Cuts,
    IReadOnlyDictionary<(string Geography, string Imd, string Code), (int Rank, int Fifth, int Tenth)> Deprivation
)
{
    public static async Task<PublishedTables> OfAsync(AskedApi api, string release)
    {
        int Whole(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return new PublishedTables(
            (await api.CsvAsync($"downloads/{release}/cuts.csv")).ToLookup(
                row => (row["geography"], row["class"], row["scope"]),
                row => (row["code"], AreaRow.OfCsv(row))
            ),
            (await api.CsvAsync($"downloads/{release}/deprivation.csv")).ToDictionary(
                row => (row["geography"], row["imd"], row["code"]),
                row => (Whole(row["deprivationRank"]), Whole(row["deprivationFifth"]), Whole(row["deprivationTenth"]))
            )
        );
    }
}
