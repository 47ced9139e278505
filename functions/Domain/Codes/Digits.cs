namespace BudgetWatch.Domain.Codes;

internal static class Digits
{
    /// <summary>Whether every character is an ASCII digit; other scripts' digits are not codes.</summary>
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
