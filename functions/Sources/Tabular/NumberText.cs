using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BudgetWatch.Sources.Tabular;

/// <summary>How a figure may be written in text: <c>-1,234.5</c>. Thousands stand in threes or not at all, so 1,23 is not a number.</summary>
internal static partial class NumberText
{
    public const NumberStyles Style =
        NumberStyles.AllowLeadingWhite
        | NumberStyles.AllowTrailingWhite
        | NumberStyles.AllowLeadingSign
        | NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowThousands
        | NumberStyles.AllowExponent;

    public static bool IsNumber([NotNullWhen(true)] string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(
        @"^\s*[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
