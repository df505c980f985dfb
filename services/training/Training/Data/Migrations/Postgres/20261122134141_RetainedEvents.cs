using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerPlatform.Training.Data.Migrations.Postgres
{
    /// <inheritdoc />
    internal sealed partial class RetainedEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Published_NotBefore",
                table: "Outbox",
                columns: new[] { "Published", "NotBefore" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_Published_NotBefore",
                table: "Outbox");
        }
    }
}
