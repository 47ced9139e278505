using BudgetWatch.Storage.Origins.Live;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests.Live;

internal static class Clients
{
    public static PublisherClient GetClient(this IServiceProvider instance) => instance.GetRequiredService<PublisherClient>();
}
