using System.Globalization;

namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>Numbers as a drawing has them: places in it, and figures beside its axes.</summary>
internal static class Number
{
    /// <summary>A place, or a length, to a tenth of a unit: more is invisible and costs bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no number: nothing is drawn nowhere.</exception>
    public static string At(double value) =>
        double.IsFinite(value)
            ? Written(HalfUp(value * 10) / 10, "0.#")
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Nothing can be drawn there.");

    /// <summary>The nearest whole number; of two as near, the higher.</summary>
    public static double HalfUp(double value)
    {
        var below = Math.Floor(value);
        return value - below >= 0.5 ? below + 1 : below;
    }

    /// <summary>A figure with a true minus, so that figures line up and are read as such.</summary>
    public static string Signed(double value) => Written(value, "0.############").Replace('-', '\u2212');

    /// <summary>The same with separators between thousands.</summary>
    public static string Grouped(double value) => Written(value, "#,0.############").Replace('-', '\u2212');

    private static string Written(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
