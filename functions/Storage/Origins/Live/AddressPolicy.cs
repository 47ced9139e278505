using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Which addresses may be asked: those of the allow-list, over HTTPS. What a host's name resolves to is checked when the connection is
/// made (<see cref="GuardedConnection"/>).
/// </summary>
internal sealed class AddressPolicy(LiveSettings settings)
{
    private readonly HashSet<string> hosts = new(settings.Hosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why an address may not be asked, or null.</summary>
    public Rejected? Refuse(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !(settings.LoopbackOnly && address.Scheme == Uri.UriSchemeHttp))
            return new Rejected("an https address", ShownText.Of(address.GetLeftPart(UriPartial.Path)) ?? "another");
        if (address.UserInfo.Length > 0)
            return new Rejected("an address without a user name", $"one of {address.Host} with a user name");
        return hosts.Contains(address.Authority)
            ? null
            : new Rejected($"an address at {string.Join(", ", settings.Hosts)}", $"one at {address.Authority}");
    }
}
