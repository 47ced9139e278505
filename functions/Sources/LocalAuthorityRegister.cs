using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// mySociety's register of local authorities: E-code, ONS code and successor of each. English ones are kept. Its file of announced
/// reorganisations (uk_local_authorities_future) has the same shape; where nothing is announced it yields the same register
/// (only coordinates, which are not read, differ), and an announced successor that has no ONS code yet refuses it.
/// </summary>
internal sealed partial class LocalAuthorityRegister : TabularSource
{
    /// <summary>England has had at least 300 principal authorities in every year since 2009.</summary>
    private const int FewestAuthorities = 300;

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "authority-register",
            new InputKind("authority-register", "authority register"),
            "UK local authority names and codes",
            "mySociety",
            "Creative Commons Attribution 4.0 International (CC BY 4.0)",
            "UK local authority names and codes by mySociety, licensed under CC BY 4.0.",
            "As authorities change",
            new Uri("https://pages.mysociety.org/uk_local_authority_names_and_codes/"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Format == FileFormat.Csv
        && file.Sheets.Any(sheet =>
            sheet.Rows.Count > 0
            && Array.TrueForAll(["local-authority-code", "gss-code", "replaced-by"], heading => sheet.Rows[0].Contains(heading))
        );

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        if (!rows.NextSheet() || !rows.NextRow())
        {
            outcome.Refuse(rows.Here(null, "a heading row", "nothing"));
            return null;
        }

        var headings = HeadingRow.Of(rows);
        int Column(string heading) => headings.Require(outcome, heading) ?? -1;
        var columns = new Columns(
            Column("local-authority-code"),
            Column("nice-name"),
            Column("gss-code"),
            Column("replaced-by"),
            Column("nation"),
            Column("alt-names"),
            Column("former-gss-codes"),
            Column("current-authority"),
            Column("ecode")
        );
        return outcome.IsRefused ? null : Resolve(rows, ReadEntries(rows, columns, outcome), columns, outcome);
    }

    private static List<Entry> ReadEntries(SheetCursor rows, Columns columns, ReadingOutcome outcome)
    {
        var entries = new List<Entry>();
        while (rows.NextRow())
        {
            if (rows.Text(columns.Nation) != "England")
            {
                continue;
            }

            var authority = rows.Text(columns.Ecode);
            if (!GssCode.TryParse(rows.Text(columns.Gss), out var place))
            {
                outcome.Refuse(rows.Here(columns.Gss, "an ONS code", $"'{rows.Text(columns.Gss)}'"));
            }
            else if (authority.Length > 0 && !AuthorityCode.TryParse(authority, out _))
            {
                outcome.Refuse(rows.Here(columns.Ecode, "an E-code", $"'{authority}'"));
            }
            else if (rows.Text(columns.Current) is not ("True" or "False"))
            {
                outcome.Refuse(rows.Here(columns.Current, "True or False", $"'{rows.Text(columns.Current)}'"));
            }
            else
            {
                entries.Add(
                    new Entry(
                        rows.Row,
                        rows.Text(columns.Code),
                        place,
                        authority.Length > 0 ? new AuthorityCode(authority) : null,
                        rows.Text(columns.Name),
                        Values(rows.Text(columns.OtherNames)),
                        Values(rows.Text(columns.Former)),
                        Values(rows.Text(columns.ReplacedBy)),
                        rows.Text(columns.Current) == "True"
                    )
                );
            }
        }

        return entries;
    }

    /// <summary>The register names successors by its own three-letter codes; readers need ONS codes.</summary>
    private static AuthorityRegister Resolve(SheetCursor rows, List<Entry> entries, Columns columns, ReadingOutcome outcome)
    {
        void Refuse(Entry entry, int column, string expected, string found) =>
            outcome.Refuse(new Refusal(rows.File, null, new CellAddress(column, entry.Row).ToString(), expected, found));

        var byCode = new Dictionary<string, GssCode>(StringComparer.Ordinal);
        var places = new HashSet<GssCode>();
        var codes = new HashSet<AuthorityCode>();
        foreach (var entry in entries)
        {
            if (!byCode.TryAdd(entry.Code, entry.Place) || !places.Add(entry.Place) || (entry.Authority is { } code && !codes.Add(code)))
            {
                Refuse(
                    entry,
                    columns.Code,
                    "each code once",
                    $"{entry.Code} ({entry.Place}, {entry.Authority}) shares one with an earlier row"
                );
            }
        }

        var authorities = new List<RegisteredAuthority>(entries.Count);
        foreach (var entry in entries)
        {
            var former = new List<GssCode>();
            foreach (var text in entry.Former)
            {
                if (GssCode.TryParse(text, out var place))
                {
                    former.Add(place);
                }
                else
                {
                    Refuse(entry, columns.Former, "ONS codes", $"'{text}'");
                }
            }

            var replacedBy = new List<GssCode>();
            foreach (var text in entry.ReplacedBy)
            {
                if (byCode.TryGetValue(text, out var successor))
                {
                    replacedBy.Add(successor);
                }
                else
                {
                    Refuse(entry, columns.ReplacedBy, "a code of this register", $"'{text}'");
                }
            }

            authorities.Add(
                new RegisteredAuthority(entry.Place, entry.Authority, entry.Name, entry.OtherNames, former, replacedBy, entry.IsCurrent)
            );
        }

        if (authorities.Count < FewestAuthorities)
        {
            outcome.Refuse(rows.Here(null, $"at least {FewestAuthorities} English authorities", $"{authorities.Count}"));
        }

        return new AuthorityRegister(rows.Sheet, authorities);
    }

    private static string[] Values(string cell) => cell.Length == 0 ? [] : Separator().Split(cell);

    // A comma and a space is part of a name ("Bournemouth, Christchurch and Poole"); a comma alone separates.
    [GeneratedRegex(@",(?!\s)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();

    private sealed record Columns(
        int Code,
        int Name,
        int Gss,
        int ReplacedBy,
        int Nation,
        int OtherNames,
        int Former,
        int Current,
        int Ecode
    );

    private sealed record Entry(
        int Row,
        string Code,
        GssCode Place,
        AuthorityCode? Authority,
        string Name,
        string[] OtherNames,
        string[] Former,
        string[] ReplacedBy,
        bool IsCurrent
    );
}
