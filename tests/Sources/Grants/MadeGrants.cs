using System.Text;

namespace BudgetWatch.Sources.Tests.Grants;

/// <summary>GrantNav's download in its two layouts, column for column, with rows that a test makes.</summary>
internal static class MadeGrants
{
    public const string CcBy = "https://creativecommons.org/licenses/by/4.0/";

    private static readonly string[] Grant =
    [
        "Identifier",
        "Title",
        "Description",
        "Currency",
        "Amount Applied For",
        "Amount Awarded",
        "Amount Disbursed",
        "Award Date",
        "URL",
        "Planned Dates:Start Date",
        "Planned Dates:End Date",
        "Planned Dates:Duration (months)",
        "Actual Dates:Start Date",
        "Actual Dates:End Date",
        "Actual Dates:Duration (months)",
    ];

    private static readonly string[] Recipient =
    [
        "Recipient Org:Identifier",
        "Recipient Org:Name",
        "Recipient Org:Charity Number",
        "Recipient Org:Company Number",
        "Recipient Org:Postal Code",
        .. Enumerable
            .Range(0, 3)
            .SelectMany(n =>
                (string[])
                    [
                        $"Recipient Org:Location:{n}:Geographic Code Type",
                        $"Recipient Org:Location:{n}:Geographic Code",
                        $"Recipient Org:Location:{n}:Name",
                    ]
            ),
    ];

    private static readonly string[] Beneficiary =
    [
        .. Enumerable
            .Range(0, 8)
            .SelectMany(n =>
                (string[])
                    [
                        $"Beneficiary Location:{n}:Name",
                        $"Beneficiary Location:{n}:Country Code",
                        $"Beneficiary Location:{n}:Geographic Code",
                        $"Beneficiary Location:{n}:Geographic Code Type",
                    ]
            ),
        "From An Open Call?",
    ];

    /// <summary>The headings of 2016 to 2020.</summary>
    public static readonly IReadOnlyList<string> Older =
    [
        .. Grant,
        .. Recipient,
        "Funding Org:Identifier",
        "Funding Org:Name",
        "Funding Org:Postal Code",
        "Grant Programme:Code",
        "Grant Programme:Title",
        "Grant Programme:URL",
        .. Beneficiary,
        "Data Source",
        "Publisher:Name",
        "Recipient Region",
        "Recipient District",
        "Recipient District Geographic Code",
        "Recipient Ward",
        "Recipient Ward Geographic Code",
        "Retrieved for use in GrantNav",
        "License (see note)",
    ];

    /// <summary>The first of them, with two comments among the headings.</summary>
    public static readonly IReadOnlyList<string> Oldest =
    [
        .. Older.TakeWhile(heading => heading != "Data Source"),
        "The following fields are not in the 360 Giving Standard and are added by GrantNav.",
        .. Older.SkipWhile(heading => heading != "Data Source"),
        "Note, this file also contains OS data \u00A9 Crown copyright and database right 2016, see http://grantnav.threesixtygiving.org/datasets/ for more information.",
    ];

    /// <summary>The headings since.</summary>
    public static readonly IReadOnlyList<string> Newer =
    [
        .. Grant,
        .. Recipient,
        "Recipient Individual Id",
        "Recipient Individual Details:Primary Grant Reason",
        "Recipient Individual Details:Secondary Grant Reason",
        "Recipient Individual Details:Grant Purpose",
        "Funding Org:Identifier",
        "Funding Org:Name",
        "Funding Org:Postal Code",
        "Funding Org:Charity Number",
        "Funding Org:Company Number",
        "Grant Programme:Code",
        "Grant Programme:Title",
        "Grant Programme:URL",
        "Regrant Type",
        "Funding Type Title",
        .. Beneficiary,
        "Data Source",
        "Publisher:Name",
        "Best Available Recipient Region (additional data)",
        "Best Available Recipient District (additional data)",
        "Best Available Recipient District Geographic Code (additional data)",
        "Best Available Recipient Ward (additional data)",
        "Best Available Recipient Ward Geographic Code (additional data)",
        "Recipient Region (additional data)",
        "Recipient Region Geographic code (additional data)",
        "Recipient District (additional data)",
        "Recipient District Geographic code (additional data)",
        "Beneficiary Region (additional data)",
        "Beneficiary Region Geographic code (additional data)",
        "Beneficiary District (additional data)",
        "Beneficiary District Geographic code (additional data)",
        "Retrieved for use in GrantNav (additional data)",
        "Funding Org: Org Type (additional data)",
        "Funding Org: Canonical Org ID (additional data)",
        "Funding Org: Canonical Name (additional data)",
        "Type of Recipient",
        "Recipient Org: Date Registered (additional data)",
        "Recipient Org: Latest Income (additional data)",
        "#comment License (see note)",
        "#comment See http://grantnav.threesixtygiving.org/datasets/ for further license information.",
    ];

    /// <summary>A layout's own heading of something.</summary>
    private static readonly Dictionary<string, string[]> Named = new(StringComparer.Ordinal)
    {
        ["District"] = ["Recipient District Geographic Code", "Best Available Recipient District Geographic Code (additional data)"],
        ["Licence"] = ["License (see note)", "#comment License (see note)"],
        ["Retrieved"] = ["Retrieved for use in GrantNav", "Retrieved for use in GrantNav (additional data)"],
        ["Publisher"] = ["Publisher:Name"],
    };

    /// <summary>A grant that is counted: GBP 1,000 of 2010-11 to Hartlepool by A under CC BY.</summary>
    public static Dictionary<string, string> Sound(string identifier) =>
        new(StringComparer.Ordinal)
        {
            ["Identifier"] = identifier,
            ["Title"] = "A hall",
            ["Currency"] = "GBP",
            ["Amount Awarded"] = "1000",
            ["Award Date"] = "2010-06-01",
            ["Funding Org:Identifier"] = "GB-CHC-1",
            ["District"] = "E06000001",
            ["Licence"] = CcBy,
            ["Publisher"] = "A",
            ["Retrieved"] = "2020-10-30T06:27:09+00:00",
        };

    /// <summary>The same with other cells.</summary>
    public static Dictionary<string, string> With(this Dictionary<string, string> grant, string heading, string text) =>
        new(grant, StringComparer.Ordinal) { [heading] = text };

    /// <summary>The text of a file.</summary>
    public static string Text(IReadOnlyList<string> layout, params IEnumerable<Dictionary<string, string>> grants) =>
        string.Concat(grants.Select(grant => Row(layout, grant)).Prepend(Line(layout)));

    /// <summary>A file in UTF-8.</summary>
    public static PublishedFile File(IReadOnlyList<string> layout, params IEnumerable<Dictionary<string, string>> grants) =>
        new("grantnav.csv", Encoding.UTF8.GetBytes(Text(layout, grants)));

    public static string Row(IReadOnlyList<string> layout, Dictionary<string, string> grant)
    {
        var cells = new string[layout.Count];
        Array.Fill(cells, "");
        foreach (var (heading, text) in grant)
        {
            var column = Named.GetValueOrDefault(heading, [heading]).Select(name => layout.ToList().IndexOf(name)).Max();
            cells[column >= 0 ? column : throw new ArgumentException($"No column '{heading}'.", nameof(grant))] = text;
        }

        return Line(cells);
    }

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Quoted)) + "\r\n";

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
