using System.Text.RegularExpressions;

namespace BudgetWatch.Sources.Postcodes;

/// <summary>
/// The columns of the ONS's lists of postcodes: the lookup to output areas and districts, the Postcode Directory, the Statistics Postcode Lookup.
/// They share names, in capitals or not; the column of the district bears the year of its codes in newer ones.
/// </summary>
/// <param name="Postcode">The postcode as it is written: <c>pcds</c>.</param>
/// <param name="Introduced">The month it came into use.</param>
/// <param name="Terminated">The month it went out of it.</param>
/// <param name="DistrictCode">The district's code.</param>
internal sealed partial record LookupColumns(int Postcode, int Introduced, int Terminated, int DistrictCode)
{
    /// <summary>How many columns a row must have for these.</summary>
    public int Width => 1 + Math.Max(Math.Max(Postcode, Introduced), Math.Max(Terminated, DistrictCode));

    /// <summary>Whether headings are of such a list, whole or not.</summary>
    public static bool AreIn(IEnumerable<string> headings)
    {
        var names = headings.Select(heading => heading.Trim()).ToList();
        return names.Exists(name => Is(name, "pcds"))
            && (names.Exists(DistrictHeading().IsMatch) || names.Exists(name => Is(name, "dointr")));
    }

    /// <summary>The columns; null with the reason.</summary>
    public static LookupColumns? Find(IReadOnlyList<string> headings, out (int? Column, string Expected, string Found) reason)
    {
        int[] found = [Only("pcds"), Only("dointr"), Only("doterm")];
        var districts = Enumerable.Range(0, headings.Count).Where(column => DistrictHeading().IsMatch(headings[column].Trim())).ToList();
        reason = found switch
        {
            [< 0, _, _] => (null, "one column headed 'pcds'", Shown()),
            [_, < 0, _] => (null, "one column headed 'dointr'", Shown()),
            [_, _, < 0] => (null, "one column headed 'doterm'", Shown()),
            _ when districts.Count != 1 => (
                districts.Count > 1 ? districts[1] : null,
                "one column of districts, headed 'ladcd', 'oslaua', 'laua' or as in 'lad25cd'",
                districts.Count > 1 ? $"'{headings[districts[0]]}' and '{headings[districts[1]]}'" : Shown()
            ),
            _ => default,
        };
        return reason.Expected is null ? new LookupColumns(found[0], found[1], found[2], districts[0]) : null;

        int Only(string name)
        {
            var columns = Enumerable.Range(0, headings.Count).Where(column => Is(headings[column].Trim(), name)).Take(2).ToList();
            return columns.Count == 1 ? columns[0] : -1;
        }

        string Shown() => $"headings {string.Join(", ", headings.Take(12))}{(headings.Count > 12 ? ", …" : "")}";
    }

    private static bool Is(string heading, string name) => heading.Equals(name, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"^(ladcd|oslaua|laua|lad[0-9][0-9]cd)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DistrictHeading();
}
