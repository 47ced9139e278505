using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;

namespace BudgetWatch.Questions.Claims;

/// <summary>A number from a claim, and what rounds to it: <c>-30</c> is anything from -30.5 to -29.5, <c>-30.0</c> from -30.05 to -29.95.</summary>
/// <param name="Text">As sent.</param>
/// <param name="Value">The number.</param>
/// <param name="Tolerance">Half of its last digit.</param>
public sealed partial record Claim(string Text, double Value, double Tolerance)
{
    /// <summary>The form of a number that can be claimed.</summary>
    internal const string Form = @"[-+]?[0-9]{1,7}(\.(?<decimals>[0-9]{1,6}))?";

    // An edge that is exact in decimal is not in binary.
    private const double EdgeSlack = 1e-9;

    /// <summary>Reads a number; null where it is none.</summary>
    public static Claim? Find(string text)
    {
        if (Number().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var decimals = match.Groups["decimals"].Length;
        return new Claim(text, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), 0.5 * Math.Pow(10, -decimals));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Whether a value rounds to it.</summary>
    public bool Holds(double value) => Math.Abs(value - Value) <= Tolerance + EdgeSlack;

    [GeneratedRegex(@"\A" + Form + @"\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}

/// <summary>Writes a claim as it was sent.</summary>
internal sealed class ClaimText : JsonConverter<Claim>
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override Claim? ReadJson(
        JsonReader reader,
        Type objectType,
        Claim? existingValue,
        bool hasExistingValue,
        JsonSerializer serializer
    ) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void WriteJson(JsonWriter writer, Claim? value, JsonSerializer serializer) => writer.WriteValue(value?.Text);
}
