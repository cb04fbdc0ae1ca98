namespace MlFunctions.Emulator.Tests.Official;

public sealed class OfficialApiTests
{
    [Fact]
    public void Every_public_member_in_an_official_namespace_is_spelled_as_the_packages_spell_it()
    {
        var listing = OfficialListing.Find();
        Assert.SkipWhen(listing is null, "The listing of the official packages is not beside this repository.");
        var namespaces = listing.Namespaces.ToHashSet();

        var checkedTypes = typeof(EmulatorOptions).Assembly.GetExportedTypes()
            .Where(type => namespaces.Contains(type.Namespace!))
            .ToArray();

        Assert.NotEmpty(checkedTypes);
        Assert.Empty(checkedTypes.SelectMany(type => Faults(type, listing)));
    }

    private static IEnumerable<string> Faults(Type type, OfficialListing listing)
    {
        var name = MemberSpelling.FullNameOf(type);
        if (listing.MembersOf(name) is not { } official)
        {
            return [$"{name}: no such type"];
        }

        return MemberSpelling.MembersOf(type)
            .Prepend(MemberSpelling.KindOf(type))
            .Where(member => !official.Contains(member))
            .Select(member => $"{name}: {member}");
    }
}
