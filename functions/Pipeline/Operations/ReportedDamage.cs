using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Operations;

/// <summary>
/// Makes an incident of stored data that was found damaged, so that health says so and a person looks, and requests what can be remade automatically. However many readers meet
/// the same damage, it is one incident.
/// </summary>
public sealed class ReportedDamage(IIncidentLog incidents, RetryIncident retry, TimeProvider clock)
{
    /// <summary>What incidents are about that no build can restore.</summary>
    public const string About = "stored data";

    /// <summary>The same damage is reported by an instance no more often than this.</summary>
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);

    /// <summary>How many kinds of damage an instance remembers to have reported.</summary>
    private const int Remembered = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _reported = new(StringComparer.Ordinal);

    /// <summary>Reports damage.</summary>
    public async Task ReportAsync(DamagedDataException damage, CancellationToken cancellation)
    {
        var about = damage.ReleaseId is { } release ? RestoreReleases.AboutOf(release) : About;
        if (!IsDue(damage.ReleaseId ?? damage.Message))
        {
            return;
        }

        if (
            (await incidents.OpenAsync(cancellation)).Any(open =>
                open.About == about && (damage.ReleaseId is not null || open.Summary == damage.Message)
            )
        )
        {
            return;
        }

        var now = clock.GetUtcNow();
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-damage-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(damage.Message)))[..8]}"
        );
        await incidents.RecordAsync(
            new Incident(id, now, about, damage.Message, damage.InnerException?.Message ?? damage.Message),
            cancellation
        );
        if (damage.ReleaseId is not null)
        {
            // Other damage stays until a person has checked it, or the next build of the week.
            await retry.RunAsync(id, cancellation);
        }
    }

    private bool IsDue(string what)
    {
        lock (_gate)
        {
            if (_reported.TryGetValue(what, out var last) && clock.GetElapsedTime(last) < BetweenReports)
            {
                return false;
            }

            if (_reported.Count >= Remembered)
            {
                _reported.Clear();
            }

            _reported[what] = clock.GetTimestamp();
            return true;
        }
    }
}
