using System.Globalization;

namespace BudgetWatch.Sources.Tabular;

/// <summary>How often something is repeated in an OpenDocument spreadsheet: an attribute of 1 or more.</summary>
internal static class OdsRepeats
{
    public static bool TryParse(string text, out int times) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out times) && times > 0;
}
