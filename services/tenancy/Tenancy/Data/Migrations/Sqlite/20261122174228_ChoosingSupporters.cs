using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerPlatform.Tenancy.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class ChoosingSupporters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SupporterTurn",
                table: "Members",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SupporterTurn",
                table: "Members");
        }
    }
}
