using System.Globalization;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Reads the body of a success whole, within the attempt, up to what the request allows: as it comes, decompressed, whatever its headers
/// say of its length; into memory while it is small, then to disk. Bodies of anything else are not read.
/// </summary>
internal sealed class BoundedResponse : DelegatingHandler
{
    /// <summary>How many bytes the body may have.</summary>
    public static readonly HttpRequestOptionsKey<long> Limit = new("BudgetWatch.Limit");

    private const int Step = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var body = response.Content;
            response.Content = new ByteArrayContent([]);
            if (response.IsSuccessStatusCode)
                response.Content = await ReadAsync(body, Allowed(request), cancellationToken);
            body.Dispose();
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<ReceivedBody> ReadAsync(HttpContent body, long limit, CancellationToken cancellation)
    {
        if (body.Headers.ContentLength > limit)
            throw TooLarge(limit, string.Create(CultureInfo.InvariantCulture, $"{body.Headers.ContentLength:N0} bytes"));
        await using var stream = await body.ReadAsStreamAsync(cancellation);
        using var spool = new Spool();
        var step = new byte[Step];
        while (await stream.ReadAsync(step, cancellation) is var count and > 0)
        {
            if (spool.Length + count > limit)
                throw TooLarge(limit, "more");
            await spool.AddAsync(step.AsMemory(0, count), cancellation);
        }

        var content = new ReceivedBody(spool.Take());
        content.Headers.LastModified = body.Headers.LastModified;
        return content;
    }

    private static long Allowed(HttpRequestMessage request) =>
        request.Options.TryGetValue(Limit, out var limit) ? limit : throw new InvalidOperationException("The request has no limit.");

    private static RefusedResponseException TooLarge(long limit, string found) =>
        new(new Rejected(string.Create(CultureInfo.InvariantCulture, $"at most {limit:N0} bytes"), found));
}
