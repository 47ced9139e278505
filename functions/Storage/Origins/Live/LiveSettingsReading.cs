using System.Globalization;
using System.Net.Mail;
using BudgetWatch.Pipeline.Ingest;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>Reads settings and collects what is wrong with them, so that a person sees all of it at once.</summary>
internal sealed class LiveSettingsReading(IConfiguration section, string path)
{
    private readonly List<string> problems = [];

    public Uri Site(string name, string unlessTold, bool loopbackOnly)
    {
        var text = Text(name) ?? unlessTold;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var site)
            && (site.Scheme == Uri.UriSchemeHttps || (loopbackOnly && site.Scheme == Uri.UriSchemeHttp))
            && site.PathAndQuery == "/"
            && site.UserInfo.Length == 0
            && site.Fragment.Length == 0
        )
            return site;
        Refuse(name, text, $"the address of a site without a path, such as {unlessTold}");
        return new Uri(unlessTold);
    }

    public IReadOnlyList<string> Hosts(string name, string unlessTold)
    {
        var text = Text(name) ?? unlessTold;
        string[] hosts = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (hosts.Length == 0 || !Array.TrueForAll(hosts, IsHost))
            Refuse(name, text, "host names separated by commas, without https:// or paths");
        return hosts;
    }

    public string? Contact(string name)
    {
        if (Text(name) is not { } text)
            return null;
        var isAddress = MailAddress.TryCreate(text, out var mail) && mail.Address == text;
        var isPage = Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps;
        if (text.Length > 200 || !text.All(c => c is > ' ' and <= '~' and not ('(' or ')' or '\\')) || (!isAddress && !isPage))
            Refuse(name, text, "an e-mail address or an https address");
        return text;
    }

    public TimeSpan Span(string name, string unlessTold, TimeSpan least, TimeSpan most)
    {
        var text = Text(name) ?? unlessTold;
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && span >= least && span <= most)
            return span;
        Refuse(name, text, $"a time of {least:c} to {most:c}, such as {unlessTold}");
        return TimeSpan.ParseExact(unlessTold, "c", CultureInfo.InvariantCulture);
    }

    public int Whole(string name, int unlessTold, int least, int most)
    {
        if (Text(name) is not { } text)
            return unlessTold;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Refuse(name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
        return unlessTold;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
            return false;
        if (bool.TryParse(text, out var flag))
            return flag;
        Refuse(name, text, "true or false");
        return false;
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="OriginUnavailableException">Something was wrong.</exception>
    public void Conclude()
    {
        if (problems.Count > 0)
            throw new OriginUnavailableException("The publishers cannot be asked as configured. " + string.Join(' ', problems));
    }

    private static bool IsHost(string text) =>
        Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var site)
        && string.Equals(site.Authority, text, StringComparison.OrdinalIgnoreCase)
        && site.UserInfo.Length == 0
        && site.PathAndQuery == "/";

    private string? Text(string name) => section[name] is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private void Refuse(string name, string found, string allowed) => problems.Add($"{path}:{name} is '{found}'; it may be {allowed}.");
}
