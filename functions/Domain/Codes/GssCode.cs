using System.Diagnostics.CodeAnalysis;

namespace BudgetWatch.Domain.Codes;

/// <summary>A nine-character ONS (GSS) code of a place: <c>E06000001</c>.</summary>
/// <param name="Value">A capital letter and eight digits.</param>
public readonly record struct GssCode(string Value) : IComparable<GssCode>
{
    /// <summary>Unitary authority.</summary>
    public bool IsUnitary => Value.StartsWith("E06", StringComparison.Ordinal);

    /// <summary>Non-metropolitan (shire) district.</summary>
    public bool IsShireDistrict => Value.StartsWith("E07", StringComparison.Ordinal);

    /// <summary>Metropolitan district.</summary>
    public bool IsMetropolitanDistrict => Value.StartsWith("E08", StringComparison.Ordinal);

    /// <summary>London borough, or the City of London.</summary>
    public bool IsLondonBorough => Value.StartsWith("E09", StringComparison.Ordinal);

    /// <summary>Shire county.</summary>
    public bool IsShireCounty => Value.StartsWith("E10", StringComparison.Ordinal);

    /// <summary>English local authority district: the places that together cover England once.</summary>
    public bool IsDistrict => IsUnitary || IsShireDistrict || IsMetropolitanDistrict || IsLondonBorough;

    /// <summary>Reads a GSS code, white space around it allowed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GssCode code)
    {
        var trimmed = text?.Trim();
        if (trimmed is not { Length: 9 } || !char.IsAsciiLetterUpper(trimmed[0]) || !trimmed.AsSpan(1).ContainsOnlyDigits())
        {
            code = default;
            return false;
        }

        code = new GssCode(trimmed);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(GssCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
