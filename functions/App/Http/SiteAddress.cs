using System.Text.RegularExpressions;
using BudgetWatch.App.Http.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.App.Http;

/// <summary>
/// The address that readers reach the site at, for links that must hold away from it: <c>https://budgetwatch.example</c>. The setting says it; without one the request does, by its
/// <c>Host</c> alone, which is part of the key of every cache. Of what proxies add only the scheme is read, and only of proxies that are known; <c>X-Forwarded-Host</c> never is,
/// because a cache does not distinguish answers by it.
/// </summary>
public sealed partial class SiteAddress
{
    private const string Setting = "Site:Address";
    private const string Scheme = "X-Forwarded-Proto";

    private readonly string? _set;
    private readonly int _knownProxies;

    private SiteAddress(string? set, int knownProxies)
    {
        _set = set;
        _knownProxies = knownProxies;
    }

    /// <summary>The address of the settings.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static SiteAddress Of(IConfiguration configuration) =>
        new(
            configuration[Setting] switch
            {
                null or "" => null,
                var text
                    when Uri.TryCreate(text, UriKind.Absolute, out var address)
                        && address.Scheme is "https" or "http"
                        && address.PathAndQuery == "/"
                        && address.UserInfo.Length == 0
                        && address.Fragment.Length == 0 => address.GetLeftPart(UriPartial.Authority),
                var text => throw new InvalidOperationException(
                    $"{Setting} is '{text}'; it must be an address such as https://budgetwatch.example, without a path."
                ),
            },
            LimitSettings.Of(configuration).KnownProxies
        );

    /// <summary>The address, without a slash at the end; empty where a request names no host, so that links are relative.</summary>
    /// <param name="request">The request.</param>
    public string Of(HttpRequest request)
    {
        if (_set is not null)
        {
            return _set;
        }

        var host = request.Host.Value ?? "";
        return Host().IsMatch(host) ? $"{SchemeOf(request)}://{host.ToLowerInvariant()}" : "";
    }

    /// <summary>The nearest proxy says in what scheme it was called; it writes last.</summary>
    private string SchemeOf(HttpRequest request)
    {
        var told = _knownProxies == 0 ? null : HostHeaders.Parts(request.HttpContext, Scheme).LastOrDefault();
        return told is "https" or "http" ? told : request.Scheme;
    }

    [GeneratedRegex(
        @"\A([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Host();
}
