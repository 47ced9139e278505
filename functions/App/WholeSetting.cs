using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.App;

/// <summary>Reads a setting that is a whole number.</summary>
internal static class WholeSetting
{
    /// <summary>Its value.</summary>
    /// <exception cref="InvalidOperationException">It is not what it may be; the app does not start.</exception>
    public static int Of(IConfiguration configuration, string name, int unlessSet, int least, int most) =>
        configuration[name] switch
        {
            null or "" => unlessSet,
            var text
                when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most => number,
            var text => throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'; it must be a whole number from {least} to {most}.")
            ),
        };
}
