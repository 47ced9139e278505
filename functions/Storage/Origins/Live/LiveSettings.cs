using BudgetWatch.Pipeline.Ingest;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>How publishers are asked. Every setting has a default; <c>Ingestion:Live:*</c> changes it.</summary>
/// <param name="GovUk">The Content API's site: <c>Ingestion:Live:GovUk</c>, <c>https://www.gov.uk</c>.</param>
/// <param name="Nomis">The Nomis API's site: <c>Ingestion:Live:Nomis</c>, <c>https://www.nomisweb.co.uk</c>.</param>
/// <param name="CharityRegister">
/// The site of the register's extract: <c>Ingestion:Live:CharityRegister</c>, <c>https://ccewuksprdoneregsadata1.blob.core.windows.net</c>.
/// </param>
/// <param name="Hosts">
/// The hosts that may be asked, redirects included: <c>Ingestion:Live:Hosts</c>, separated by commas; a port only where it is not HTTPS's own.
/// </param>
/// <param name="Contact">Who to write to about our requests, an e-mail or web address: <c>Ingestion:Live:Contact</c>; null where unset.</param>
/// <param name="AttemptTimeout">How long one attempt may take, its body included: <c>Ingestion:Live:AttemptTimeout</c>, a minute.</param>
/// <param name="RequestTimeout">How long one address may take with all its attempts: <c>Ingestion:Live:RequestTimeout</c>, three minutes.</param>
/// <param name="SourceTimeout">
/// How long all of a source may take: <c>Ingestion:Live:SourceTimeout</c>, eight minutes, which a function's ten leave room for.
/// </param>
/// <param name="Retries">Attempts after the first: <c>Ingestion:Live:Retries</c>, 4.</param>
/// <param name="RetryDelay">The wait before the first retry, doubled with each and jittered: <c>Ingestion:Live:RetryDelay</c>, two seconds.</param>
/// <param name="RequestsPerSecond">To one host, from one instance: <c>Ingestion:Live:RequestsPerSecond</c>, 10, which GOV.UK allows.</param>
/// <param name="RecheckAfter">
/// An address whose server gives nothing to ask conditionally with is not asked again before this, so that a run that was interrupted goes on
/// where it was: <c>Ingestion:Live:RecheckAfter</c>, 15 minutes.
/// </param>
/// <param name="LoopbackOnly">
/// For tests: this machine and nothing else may be asked, and without TLS: <c>Ingestion:Live:LoopbackOnly</c>. Never set in Azure, where no
/// publisher could be reached with it.
/// </param>
internal sealed record LiveSettings(
    Uri GovUk,
    Uri Nomis,
    Uri CharityRegister,
    IReadOnlyList<string> Hosts,
    string? Contact,
    TimeSpan AttemptTimeout,
    TimeSpan RequestTimeout,
    TimeSpan SourceTimeout,
    int Retries,
    TimeSpan RetryDelay,
    int RequestsPerSecond,
    TimeSpan RecheckAfter,
    bool LoopbackOnly
)
{
    private const string Section = "Ingestion:Live";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="OriginUnavailableException">One or more cannot be followed; the message names each and says what it may be.</exception>
    public static LiveSettings From(IConfiguration configuration)
    {
        var reading = new LiveSettingsReading(configuration.GetSection(Section), Section);
        var loopbackOnly = reading.Flag(nameof(LoopbackOnly));
        var settings = new LiveSettings(
            reading.Site(nameof(GovUk), "https://www.gov.uk", loopbackOnly),
            reading.Site(nameof(Nomis), "https://www.nomisweb.co.uk", loopbackOnly),
            reading.Site(nameof(CharityRegister), "https://ccewuksprdoneregsadata1.blob.core.windows.net", loopbackOnly),
            reading.Hosts(
                nameof(Hosts),
                "www.gov.uk, assets.publishing.service.gov.uk, www.nomisweb.co.uk, ccewuksprdoneregsadata1.blob.core.windows.net"
            ),
            reading.Contact(nameof(Contact)),
            reading.Span(nameof(AttemptTimeout), "00:01:00", TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(10)),
            reading.Span(nameof(RequestTimeout), "00:03:00", TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(30)),
            reading.Span(nameof(SourceTimeout), "00:08:00", TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(2)),
            reading.Whole(nameof(Retries), 4, 1, 10),
            reading.Span(nameof(RetryDelay), "00:00:02", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            reading.Whole(nameof(RequestsPerSecond), 10, 1, 1000),
            reading.Span(nameof(RecheckAfter), "00:15:00", TimeSpan.Zero, TimeSpan.FromDays(1)),
            loopbackOnly
        );
        reading.Conclude();
        return settings;
    }
}
