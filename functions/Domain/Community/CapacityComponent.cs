using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>One measure of what community groups in an area have to work with; higher is more capacity.</summary>
/// <param name="Id">Its name in answers, such as <c>grants-per-head</c>.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="Period">What it covers, in words for readers.</param>
/// <param name="Scale">On what scale areas are compared.</param>
/// <param name="Values">The value of each area that has one; an area that is missing is not among them, and is never 0 for it.</param>
/// <param name="Sizes">What each value rests on, in number: where it is small, chance moves the value more.</param>
/// <param name="SizeUnit">Of what <paramref name="Sizes"/> is the number: residents, or charities.</param>
/// <param name="Biases">What makes it say more or less than capacity.</param>
public sealed record CapacityComponent(
    string Id,
    string Title,
    string Unit,
    string Period,
    CapacityScale Scale,
    IReadOnlyDictionary<AreaCode, double> Values,
    IReadOnlyDictionary<AreaCode, long> Sizes,
    string SizeUnit,
    IReadOnlyList<CapacityBias> Biases
)
{
    /// <summary>Of a winsorised scale, the part at either end that is drawn in to the next value: a twentieth.</summary>
    public const int WinsorisedPart = 20;

    /// <summary>Whether an area can be placed by it.</summary>
    public bool Has(AreaCode area) => Values.ContainsKey(area) && Sizes.GetValueOrDefault(area) > 0;

    /// <summary>Values on the scale of the component, in the order they come.</summary>
    internal double[] Scaled(IReadOnlyList<double> values)
    {
        if (Scale == CapacityScale.Unit)
        {
            return [.. values];
        }

        double[] scaled = [.. values.Select(value => Math.Log(1 + value))];
        return Scale == CapacityScale.WinsorisedLogarithm ? Winsorised(scaled) : scaled;
    }

    /// <summary>The value that stands at a place on the scale.</summary>
    internal double Unscaled(double scaled) => Scale == CapacityScale.Unit ? scaled : Math.Exp(scaled) - 1;

    private static double[] Winsorised(double[] scaled)
    {
        var beyond = scaled.Length / WinsorisedPart;
        var sorted = scaled.Order().ToArray();
        return [.. scaled.Select(value => Math.Clamp(value, sorted[beyond], sorted[^(beyond + 1)]))];
    }
}

/// <summary>The scale on which areas are compared by a component.</summary>
public enum CapacityScale
{
    /// <summary>Its unit.</summary>
    Unit,

    /// <summary>ln(1 + value): where a few areas have many times the value of all others and would alone set the distances between the rest.</summary>
    Logarithm,

    /// <summary>
    /// ln(1 + value), the areas of the twentieth at either end taken as the value next to them: where one charity of a nation's size, or one that
    /// states next to nothing, would set an end of the scale alone.
    /// </summary>
    WinsorisedLogarithm,
}

/// <summary>Names of the scales.</summary>
public static class CapacityScales
{
    private static readonly EnumNames<CapacityScale> Words = new(
        (CapacityScale.Unit, "unit"),
        (CapacityScale.Logarithm, "logarithm"),
        (CapacityScale.WinsorisedLogarithm, "winsorised-logarithm")
    );

    /// <summary>The name in the API.</summary>
    public static string Id(this CapacityScale scale) => Words.Id(scale);
}
