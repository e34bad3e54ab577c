using SkiaSharp;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class ImageTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images.idx", "train-labels.idx.gz", "test-images.idx.gz", "test-labels.idx")]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]
    public void Idx_Siblings_AreFoundByNameFromFileOrFolder(string images, string labels, string testImages, string testLabels)
    {
        _folder.WriteIdx("set/" + images, [20, 2, 3], [.. Enumerable.Range(0, 120).Select(i => (byte)i)]);
        _folder.WriteIdx("set/" + labels, [20], [.. Enumerable.Range(0, 20).Select(i => (byte)(i % 2))]);
        _folder.WriteIdx("set/" + testImages, [4, 2, 3], new byte[24]);
        _folder.WriteIdx("set/" + testLabels, [4], [0, 1, 0, 1]);

        var byFile = _folder.Load(new TaskSpec { Data = "set/" + images });
        var byFolder = _folder.Load(new TaskSpec { Data = "set" });

        Assert.Equal((20, 4), (byFile.Profile.Rows, byFile.Profile.TestRows));
        Assert.Equal(new InputShape(1, 2, 3), byFile.Profile.Input);
        Assert.Equal("set", byFile.Profile.Name);
        Assert.Equal(byFile.Profile.ContentHash, byFolder.Profile.ContentHash);
        Assert.Contains($"Test data: {testImages}, by its name.", byFile.Profile.Notes);
    }

    [Fact]
    public void Idx_Colour_IsTurnedChannelsFirst()
    {
        _folder.WriteIdx("a-images.idx", [10, 1, 2, 3], [.. Enumerable.Range(0, 10).SelectMany(_ => new byte[] { 1, 2, 3, 4, 5, 6 })]);
        _folder.WriteIdx("a-labels.idx", [10], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);

        var dataset = _folder.Load(new TaskSpec { Data = "a-images.idx" });
        var encoded = dataset.Encode([0, 1]);

        Assert.Equal(new InputShape(3, 1, 2), encoded.Input);
        Assert.Equal([1, 4, 2, 5, 3, 6], encoded.Pixels[..6]);
        Assert.Equal([2.5f, 3.5f, 4.5f], encoded.ChannelMeans);
    }

    [Fact]
    public void Idx_MetaWithSubject_GroupsByIt()
    {
        _folder.WriteIdx("a-images.idx", [12, 2, 2], new byte[48]);
        _folder.WriteIdx("a-labels.idx", [12], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
        _folder.Write("a-meta.csv", ["subject,room", .. Enumerable.Range(0, 12).Select(i => $"s{i / 4},{i % 2}")]);

        var byDefault = _folder.Load(new TaskSpec { Data = "a-images.idx" });
        var asked = _folder.Load(new TaskSpec { Data = "a-images.idx", Group = "room" });

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], byDefault.Groups);
        Assert.Contains("Images of one subject (a-meta.csv) stay on one side of every split; --group names another column.", byDefault.Profile.Notes);
        Assert.Equal(2, asked.Profile.Groups);
        Assert.Equal(
            ["a-meta.csv: --group names the column romm, which is not there. Did you mean room? Columns: subject, room."],
            _folder.Problems(new TaskSpec { Data = "a-images.idx", Group = "romm" }));
    }

    [Fact]
    public void Light_ColourPhotographsOfChangingBrightness_AreNormalisedOneByOne()
    {
        byte[] pixels = [.. Enumerable.Range(0, 20).SelectMany(image => Enumerable.Range(0, 48).Select(i => (byte)((image * 10) + (i % 5) + 1)))];
        _folder.WriteIdx("a-images.idx", [20, 4, 4, 3], pixels);
        _folder.WriteIdx("a-labels.idx", [20], [.. Enumerable.Range(0, 20).Select(i => (byte)(i % 2))]);

        var dataset = _folder.Load(new TaskSpec { Data = "a-images.idx" });

        Assert.True(dataset.Encode([0, 1]).NormalizePerImage);
    }

    [Fact]
    public void Pictures_AFolderForEachClass_AreLoaded()
    {
        WritePictures("train", 6);
        WritePictures("test", 1);
        _folder.WritePng("train/red/big.png", 16, 16, SKColors.Red);
        _folder.Write("train/red/readme.txt", "no picture");

        var dataset = _folder.Load(new TaskSpec { Data = "." });
        var encoded = dataset.Encode([0]);

        Assert.Equal(new InputShape(3, 8, 8), dataset.Profile.Input);
        Assert.Equal(["blue", "red"], dataset.Profile.Classes);
        Assert.Equal((13, 2), (dataset.Profile.Rows, dataset.Profile.TestRows));
        Assert.Equal([0, 0, 255], Enumerable.Range(0, 3).Select(channel => encoded.Pixels[channel * 64]));
        Assert.Contains("train: 1 file that is not PNG or JPEG is ignored.", dataset.Profile.Notes);
        Assert.Contains("1 of 15 pictures is resized to 8 × 8 pixels, the most common size.", dataset.Profile.Notes);
    }

    [Fact]
    public void Pictures_AllGrey_HaveOneChannel()
    {
        for (var i = 0; i < 10; i++)
        {
            _folder.WritePng($"set/{i % 2}/{i}.png", 4, 4, new SKColor((byte)(i * 20), (byte)(i * 20), (byte)(i * 20)));
        }

        var dataset = _folder.Load(new TaskSpec { Data = "set" });

        Assert.Equal(new InputShape(1, 4, 4), dataset.Profile.Input);
        Assert.Equal(40, dataset.Encode([0]).Pixels[16]);
    }

    [Fact]
    public void Pictures_Damaged_AreAllListed()
    {
        WritePictures("set", 6);
        var whole = File.ReadAllBytes(_folder.PathOf("set/red/0.png"));
        _folder.WriteBytes("set/red/cut.png", whole[..^30]);
        _folder.WriteBytes("set/blue/text.jpg", "no picture"u8.ToArray());

        var problems = _folder.Problems(new TaskSpec { Data = "set" });

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem == "set/blue/text.jpg: not a PNG, JPEG, BMP or WebP picture, or damaged; replace or remove it.");
        Assert.Contains(problems, problem => problem.StartsWith("set/red/cut.png: the picture is damaged or cut off (", StringComparison.Ordinal));
    }

    [Fact]
    public void Pictures_OfOneClass_AreRefused()
    {
        _folder.WritePng("set/red/1.png", 4, 4, SKColors.Red);

        Assert.Equal(
            ["set: fewer than two folders with PNG or JPEG pictures; make one folder for each class."],
            _folder.Problems(new TaskSpec { Data = "set" }));
    }

    [Fact]
    public void Folder_WithoutData_SaysWhatIsLookedFor()
    {
        Directory.CreateDirectory(_folder.PathOf("set"));

        Assert.Equal(
            ["set: no data in this folder; a folder for each class with PNG or JPEG pictures, train-images.idx or train.csv is looked for."],
            _folder.Problems(new TaskSpec { Data = "set" }));
    }

    [Fact]
    public void RowEncoder_NewPictures_TakeTheTrainedShape()
    {
        WritePictures("set", 6);
        var dataset = _folder.Load(new TaskSpec { Data = "set" });
        var encoder = RowEncoder.FromJson(dataset.Encode([0, 7]).EncoderJson);
        var one = _folder.WritePng("new/a.png", 20, 10, SKColors.Blue);
        _folder.WriteIdx("b.idx", [2, 4, 4], new byte[32]);

        var picture = encoder.Encode(one);
        var folder = encoder.Encode(_folder.PathOf("new"));

        Assert.Equal(192, picture.Data.Pixels.Length);
        Assert.Equal(255, picture.Data.Pixels[^1]);
        Assert.Equal(["a.png"], folder.Ids);
        Assert.Equal(["1 of 1 picture is resized to 8 × 8 pixels, as the model takes them."], folder.Notes);
        _folder.Write("c.csv", "x", "1");
        Assert.Equal(
            "c.csv: the model was trained on 8 × 8 colour; give IDX images, a PNG or JPEG picture, or a folder of them.",
            Assert.Throws<UserInputException>(() => encoder.Encode(_folder.PathOf("c.csv"))).Message);
        Assert.Equal(
            "b.idx: images of 4 × 4 grey, the model was trained on 8 × 8 colour.",
            Assert.Throws<UserInputException>(() => encoder.Encode(_folder.PathOf("b.idx"))).Message);
    }

    [Fact]
    public void RowEncoder_ColourPictureForAGreyModel_IsSaid()
    {
        foreach (var i in Enumerable.Range(0, 12))
        {
            _folder.WritePng($"set/{(i % 2 == 0 ? "dark" : "light")}/{i}.png", 8, 8, i % 2 == 0 ? SKColors.Black : SKColors.White);
        }

        var encoder = RowEncoder.FromJson(_folder.Load(new TaskSpec { Data = "set" }).Encode([0, 7]).EncoderJson);

        Assert.Equal(["Colour pictures are read as grey; the model was trained on grey ones."], encoder.Encode(_folder.WritePng("new.png", 8, 8, SKColors.Blue)).Notes);
    }

    private void WritePictures(string folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _folder.WritePng($"{folder}/red/{i}.png", 8, 8, SKColors.Red);
            _folder.WritePng($"{folder}/blue/{i}.png", 8, 8, SKColors.Blue);
        }
    }
}
