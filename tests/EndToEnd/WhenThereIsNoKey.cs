using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BudgetWatch.LocalHost.Azurite;
using BudgetWatch.Questions.Requests;
using BudgetWatch.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// The app as it is in Azure: storage over TLS, a token of its managed identity for every request, and no key anywhere. The emulator checks a token's
/// issuer, audience and times, not its signature; the place that gives tokens out replaces that of Azure.
/// </summary>
public sealed class WhenThereIsNoKey
{
    private const string Client = "4f5e0d0c-1d7f-4f8e-9f0b-2f6f6f0a5b11";
    private const string Secret = "only-the-app-is-told";

    [Fact]
    public async Task The_app_ingests_builds_and_serves_by_its_identity_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Certificates to trust are named to a process as on Linux.");
        var folder = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            var (certificate, key) = await CertificateAsync(folder.FullName);
            await using var azurite = await LocalEmulator.StartWithTokensAsync(certificate, key, TestContext.Current.CancellationToken);
            await using var tokens = await Tokens.StartAsync();
            using var files = new SmallSnapshot();
            string Service(string name) => azurite.Addresses[name].AbsoluteUri;
            await using var app = await AppProcess.StartListeningAsync(
                "BudgetWatch.App.dll",
                ["--port", "0"],
                ("AzureWebJobsStorage", ""),
                ("AzureWebJobsStorage__blobServiceUri", Service("Blob")),
                ("AzureWebJobsStorage__queueServiceUri", Service("Queue")),
                ("AzureWebJobsStorage__tableServiceUri", Service("Table")),
                ("AzureWebJobsStorage__credential", "managedidentity"),
                ("AzureWebJobsStorage__clientId", Client),
                ("IDENTITY_ENDPOINT", tokens.Address),
                ("IDENTITY_HEADER", Secret),
                ("SSL_CERT_FILE", certificate),
                ("FirstRun__Enabled", "true"),
                ("Ingestion__Origin", "Folder"),
                ("Ingestion__Folder", files.Path),
                ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:00.2")
            );
            var summary = await SummaryAsync(app);
            summary["england"]!["changePercent"]!.Value<double>().ShouldBe(-20.2, 0.05);
            tokens.Asked.Distinct().ShouldBe([("https://storage.azure.com", Client)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What would be proved if any caller were let in: nothing.</summary>
    [Fact]
    public async Task Storage_answers_nobody_without_a_token()
    {
        var folder = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            var (certificate, key) = await CertificateAsync(folder.FullName);
            await using var azurite = await LocalEmulator.StartWithTokensAsync(certificate, key, TestContext.Current.CancellationToken);
            var trusted = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            trusted.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(certificate));
            using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trusted } };
            using var client = new HttpClient(handler);
            foreach (var (name, query) in ((string, string)[])[("Blob", "?comp=list"), ("Queue", "?comp=list"), ("Table", "/Tables")])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, azurite.Addresses[name].AbsoluteUri + query);
                request.Headers.Add("x-ms-version", "2025-05-05");
                request.Headers.Add("Accept", "application/json");
                using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
                response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, name);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JObject> SummaryAsync(AppProcess app)
    {
        JObject? summary = null;
        await Waiting.UntilAsync(
            async () =>
            {
                using var response = await app.HttpClient.GetAsync(new Uri("api/v1/summary?scope=comparable&to=2019-20", UriKind.Relative));
                summary = response.StatusCode == HttpStatusCode.OK ? JObject.Parse(await response.Content.ReadAsStringAsync()) : null;
                return summary is not null;
            },
            () => app.Said,
            TimeSpan.FromMilliseconds(500)
        );
        return summary!;
    }

    private static async Task<(string Certificate, string Key)> CertificateAsync(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true)
        );
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(2));
        var (certificateFile, keyFile) = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    /// <summary>Gives out tokens of an identity, in the form that App Service does.</summary>
    private sealed class Tokens(WebApplication server, List<(string Resource, string Client)> asked) : IAsyncDisposable
    {
        public string Address => $"{server.Urls.Single()}/msi/token";

        public IReadOnlyList<(string Resource, string Client)> Asked
        {
            get
            {
                lock (asked)
                {
                    return [.. asked];
                }
            }
        }

        public static async Task<Tokens> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder
                .WebHost.UseKestrelCore()
                .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
            builder.Logging.ClearProviders();
            var server = builder.Build();
            var asked = new List<(string, string)>();
            server.Run(async http =>
            {
                if (http.Request.Headers["X-IDENTITY-HEADER"] != Secret || http.Request.Path != "/msi/token")
                {
                    http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    return;
                }

                var resource = http.Request.Query["resource"].ToString();
                lock (asked)
                {
                    asked.Add((resource, http.Request.Query["client_id"].ToString()));
                }

                var now = TimeProvider.System.GetUtcNow();
                http.Response.ContentType = "application/json";
                await http.Response.WriteAsync(
                    JsonConvert.SerializeObject(
                        new
                        {
                            access_token = Token(resource, now),
                            expires_on = now.AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                            resource,
                            token_type = "Bearer",
                        }
                    )
                );
            });
            await server.StartAsync();
            return new Tokens(server, asked);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();

        private static string Token(string audience, DateTimeOffset now)
        {
            static string Part(object part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(part)));
            return string.Join(
                '.',
                Part(new { alg = "RS256", typ = "JWT" }),
                Part(
                    new
                    {
                        aud = audience,
                        iss = "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
                        iat = now.ToUnixTimeSeconds(),
                        nbf = now.AddMinutes(-1).ToUnixTimeSeconds(),
                        exp = now.AddHours(1).ToUnixTimeSeconds(),
                        appid = Client,
                        ver = "1.0",
                    }
                ),
                "c2lnbmF0dXJl"
            );
        }
    }
}
